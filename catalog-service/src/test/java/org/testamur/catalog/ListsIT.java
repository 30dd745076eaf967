package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists carry what a page shows, in the order and with the count that it asks for. */
@QuarkusTest
class ListsIT {

    private static final String LIST = "/catalog/micro-credentials";

    private Catalog.School school;

    @BeforeEach
    void begin() {
        school = Catalog.school();
        for (String title : List.of("beta", "Alpha", "Ärgema", "alpha", "Gamma")) {
            String id = school.draft(Catalog.definition().put("title", title)).path("id");
            school.publish(id);
        }
    }

    @Test
    void titlesSortWhateverTheirCaseAndNoneIsLostBetweenPages() {
        List<String> titles = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = Catalog.anybody()
                    .queryParam("institution", school.slug())
                    .queryParam("sort", "title")
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get(LIST)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            titles.addAll(page.getList("items.publishedVersions.flatten().title", String.class));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(titles).hasSize(5).doesNotHaveDuplicates();
        assertThat(titles.stream()
                        .map(title -> title.toLowerCase(java.util.Locale.ROOT))
                        .filter(title -> !title.startsWith("ä")))
                .containsExactly("alpha", "alpha", "beta", "gamma");
    }

    @Test
    void oldestFirstIsTheReverseOfNewestFirst() {
        assertThat(ids("oldest").reversed()).isEqualTo(ids("newest"));
    }

    @Test
    void theWholeListIsCountedOnDemandWhateverTheLimit() {
        Catalog.anybody()
                .get(LIST + "?count=true&limit=1&institution=" + school.slug())
                .then()
                .body("items.size()", equalTo(1))
                .body("total", equalTo(5))
                .body("totalIsExact", equalTo(true))
                .body("items.institution.name", contains("Northfield University"))
                .body("items.institution.slug", contains(school.slug()));
        Catalog.anybody().get(LIST + "?institution=" + school.slug()).then().body("total", nullValue());
        Catalog.anybody().get(LIST + "?count=true&institution=nowhere").then().body("total", equalTo(0));
        Catalog.anybody()
                .get("/catalog/institutions?count=true&limit=1&sort=oldest")
                .then()
                .statusCode(200)
                .body("totalIsExact", equalTo(true));
    }

    @Test
    void ordersAndCursorsThatThereAreNotAreRefused() {
        for (String query : List.of("sort=price", "count=maybe", "sort=title&cursor=AAAA", "cursor=AAAA", "offset=3")) {
            Catalog.anybody()
                    .get(LIST + "?" + query)
                    .then()
                    .statusCode(400)
                    .body("type", equalTo("urn:testamur:problem:invalid"));
        }
        Catalog.anybody()
                .get(LIST + "?offset=3&page=1")
                .then()
                .body("errors.pointer", contains("query:offset", "query:page"));
    }

    @Test
    void whatIsOpenIsKeptAndAskedForAgainByItsTag() {
        String id = ids("newest").getFirst();
        for (String path : List.of(
                LIST + "?institution=" + school.slug(),
                LIST + "/" + id,
                LIST + "/" + id + "/versions/1",
                "/catalog/institutions/" + school.id())) {
            String tag = Catalog.anybody()
                    .get(path)
                    .then()
                    .statusCode(200)
                    .header("Cache-Control", org.hamcrest.Matchers.startsWith("public"))
                    .extract()
                    .header("ETag");
            assertThat(tag).as(path).isNotNull();
            Catalog.anybody()
                    .header("If-None-Match", tag)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", tag);
            assertThat(Catalog.anybody()
                            .head(path)
                            .then()
                            .statusCode(200)
                            .header("ETag", tag)
                            .extract()
                            .asByteArray())
                    .isEmpty();
        }
        school.draft();
        String before =
                Catalog.anybody().get(LIST + "?institution=" + school.slug()).header("ETag");
        school.published();
        Catalog.anybody()
                .header("If-None-Match", before)
                .get(LIST + "?institution=" + school.slug())
                .then()
                .statusCode(200);
        school.author()
                .get("/catalog/staff/micro-credentials")
                .then()
                .header("Cache-Control", equalTo("no-store"))
                .header("ETag", nullValue());
    }

    private List<String> ids(String sort) {
        return Catalog.anybody()
                .get(LIST + "?sort=" + sort + "&institution=" + school.slug())
                .jsonPath()
                .getList("items.id", String.class);
    }
}
