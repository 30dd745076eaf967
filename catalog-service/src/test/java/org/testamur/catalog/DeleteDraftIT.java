package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A draft that is not wanted any more. */
@QuarkusTest
class DeleteDraftIT {

    private static final String STAFF = "/catalog/staff/micro-credentials/";

    private Catalog.School school;

    @BeforeEach
    void begin() {
        school = Catalog.school();
    }

    @Test
    void whatWasNeverPublishedIsGoneWithItsImage() {
        Footprint before = Footprint.now();
        String id = school.draft();
        illustrate(id);
        delete(school, id, etag(id)).then().statusCode(204);
        school.author().get(STAFF + id).then().statusCode(404);
        assertThat(Footprint.now().counts()).isEqualTo(before.counts());
        delete(school, id, "\"1\"").then().statusCode(404);
    }

    @Test
    void ofAPublishedOneOnlyTheNextVersionGoes() {
        String id = school.draft();
        illustrate(id);
        school.publish(id);
        school.replace(id, Catalog.definition().put("title", "Another title"))
                .then()
                .statusCode(200);
        delete(school, id, etag(id)).then().statusCode(204);
        school.author()
                .get(STAFF + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("published"))
                .body("draft", nullValue())
                .body("publishedVersions", hasSize(1))
                .body("publishedVersions[0].image", notNullValue());
        Catalog.anybody()
                .get("/catalog/micro-credentials/" + id + "/versions/1/image")
                .then()
                .statusCode(200);
        delete(school, id, etag(id)).then().statusCode(409).body("type", equalTo("urn:testamur:problem:no-draft"));
    }

    @Test
    void nothingIsDeletedUnread() {
        String id = school.draft();
        delete(school, id, null).then().statusCode(428);
        String read = etag(id);
        school.replace(id, Catalog.definition().put("title", "Written meanwhile"))
                .then()
                .statusCode(200);
        delete(school, id, read).then().statusCode(412);
        school.author().get(STAFF + id).then().body("draft.title", equalTo("Written meanwhile"));
    }

    @Test
    void anotherInstitutionsDraftIsNotThere() {
        String id = school.draft();
        String etag = etag(id);
        delete(Catalog.school(), id, etag).then().statusCode(404);
        school.author().get(STAFF + id).then().statusCode(200);
    }

    private void illustrate(String id) {
        school.author()
                .contentType("image/png")
                .body(Catalog.png())
                .queryParam("alternativeText", "A square")
                .header("If-Match", "*")
                .put("/catalog/micro-credentials/" + id + "/image")
                .then()
                .statusCode(200);
    }

    private String etag(String id) {
        return school.author().get(STAFF + id).header("ETag");
    }

    private static Response delete(Catalog.School as, String id, @Nullable String etag) {
        var request = as.author();
        if (etag != null) {
            request.header("If-Match", etag);
        }
        return request.delete("/catalog/micro-credentials/" + id + "/draft");
    }
}
