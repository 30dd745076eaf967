package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Events;

@QuarkusTest
class MicroCredentialIT {

    private static final String PATH = "/catalog/micro-credentials/";
    private static final String STAFF = "/catalog/staff/micro-credentials/";

    private Catalog.School school;

    @BeforeEach
    void begin() {
        school = Catalog.school();
    }

    @Test
    void whoMakesADraftReadsItAtItsLocation() {
        var made = school.author().body(Catalog.definition().toString()).post("/catalog/micro-credentials");
        assertThat(made.statusCode()).isEqualTo(201);
        school.author()
                .get(URI.create(made.header("Location")).getPath())
                .then()
                .statusCode(200)
                .header("ETag", equalTo(made.header("ETag")))
                .body("id", equalTo(made.path("id")));
    }

    @Test
    void aFilterThatAListDoesNotKnowIsRefusedByName() {
        school.author()
                .get("/catalog/staff/micro-credentials?institution=" + school.slug())
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("query:institution")));
        school.author()
                .get("/catalog/staff/micro-credentials?state=lost")
                .then()
                .statusCode(400)
                .body("errors[0].detail", equalTo("must be one of draft, published, closed, retired"));
    }

    @Test
    void aDraftIsForTheInstitutionsPeopleOnly() {
        String id = school.draft();
        school.as("assessor")
                .get(STAFF + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("draft"))
                .body("draft.title", equalTo("Food Safety Licence"))
                .body("draft.workload.ects", equalTo(0.5f))
                .body("publishedVersions", hasSize(0));
        Catalog.anybody().get(PATH + id).then().statusCode(404).contentType("application/problem+json");
        Catalog.school().author().get(STAFF + id).then().statusCode(404);
        Catalog.anybody()
                .queryParam("institution", school.slug())
                .get("/catalog/micro-credentials")
                .then()
                .body("items", hasSize(0));
    }

    @Test
    void aDraftIsNoFact() {
        String id = school.draft();
        assertThat(school.replace(id, Catalog.definition().put("title", "Other"))
                        .header("Testamur-Fact"))
                .isNull();
        String published = school.published();
        try (Events events = Catalog.events()) {
            events.await("catalog.micro-credentials", event -> event.key().equals(published));
            assertThat(events.read("catalog.micro-credentials"))
                    .noneMatch(event -> event.key().equals(id));
        }
    }

    @Test
    void whatIsPublishedIsToldInFull() {
        String id = school.draft();
        school.author()
                .post(PATH + id + "/publication")
                .then()
                .statusCode(200)
                .header("Testamur-Fact", notNullValue())
                .body("number", equalTo(1))
                .body("achievementId", equalTo("https://localhost:8443" + PATH + id + "/versions/1"));
        try (Events events = Catalog.events()) {
            Events.Event told = events.await(
                    "catalog.micro-credentials", event -> event.key().equals(id));
            assertThat(told.type()).isEqualTo("org.testamur.catalog.micro-credential.published.v1");
            assertThat(told.headers()).containsEntry("ce_institution", school.id());
            JsonNode version = Catalog.data(told).path("versions").path(0);
            assertThat(Catalog.data(told).path("state").asText()).isEqualTo("published");
            assertThat(version.path("passMark").isInt()).isTrue();
            assertThat(version.path("outcomes")).hasSize(2);
            assertThat(version.path("publishedAt").asText()).endsWith("Z");
        }
    }

    @Test
    void anEditMakesTheNextVersionAndLeavesTheFirstAsItWas() {
        String id = school.published();
        String first = Catalog.anybody().get(PATH + id + "/versions/1").asString();
        school.replace(
                        id,
                        Catalog.definition()
                                .put("title", "Food Safety Licence II")
                                .put("passMark", 65))
                .then()
                .statusCode(200)
                .body("state", equalTo("published"))
                .body("draft.passMark", equalTo(65))
                .body("publishedVersions", hasSize(1));
        Catalog.anybody()
                .get(PATH + id)
                .then()
                .body("draft", nullValue())
                .body("publishedVersions[0].title", equalTo("Food Safety Licence"));
        school.author().post(PATH + id + "/publication").then().body("number", equalTo(2));
        assertThat(Catalog.anybody().get(PATH + id + "/versions/1").asString()).isEqualTo(first);
        Catalog.anybody()
                .get(PATH + id)
                .then()
                .body("publishedVersions.number", equalTo(List.of(1, 2)))
                .body("publishedVersions[1].title", equalTo("Food Safety Licence II"));
        try (Events events = Catalog.events()) {
            events.await(
                    "catalog.micro-credentials",
                    event -> event.key().equals(id)
                            && Catalog.data(event).path("versions").size() == 2);
        }
    }

    @Test
    void closingAndRetiringAreToldAndIdsResolveForEver() {
        String id = school.closed();
        Catalog.anybody().get(PATH + id).then().body("state", equalTo("closed"));
        Catalog.anybody()
                .queryParam("institution", school.slug())
                .get("/catalog/micro-credentials")
                .then()
                .body("items.id", hasItem(id));
        school.author().post(PATH + id + "/retirement").then().statusCode(200).body("state", equalTo("retired"));
        Catalog.anybody().get(PATH + id).then().statusCode(200).body("state", equalTo("retired"));
        Catalog.anybody().get(PATH + id + "/versions/1").then().statusCode(200);
        Catalog.anybody()
                .queryParam("institution", school.slug())
                .get("/catalog/micro-credentials")
                .then()
                .body("items.id", not(hasItem(id)));
        school.author().get("/catalog/staff/micro-credentials").then().body("items.id", hasItem(id));
        try (Events events = Catalog.events()) {
            events.await(
                    "catalog.micro-credentials",
                    event -> event.key().equals(id)
                            && event.type().equals("org.testamur.catalog.micro-credential.retired.v1"));
            List<Events.Event> told = events.read("catalog.micro-credentials").stream()
                    .filter(event -> event.key().equals(id))
                    .toList();
            assertThat(told)
                    .extracting(event -> Catalog.data(event).path("state").asText())
                    .containsExactly("published", "closed", "retired");
            assertThat(told).extracting(Events.Event::version).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void whatIsClosedTakesNoEditAndNoPublication() {
        String id = school.closed();
        Footprint before = Footprint.now();
        school.replace(id, Catalog.definition())
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:closed"));
        school.author().post(PATH + id + "/publication").then().statusCode(409);
        school.author()
                .header("If-Match", "*")
                .contentType("image/png")
                .body(Catalog.png())
                .put(PATH + id + "/image?alternativeText=A+hat")
                .then()
                .statusCode(409);
        school.author().post(PATH + id + "/closure").then().statusCode(200).header("Testamur-Fact", nullValue());
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void aDraftCanNeitherBeClosedNorBePublishedTwice() {
        String id = school.draft();
        school.author().post(PATH + id + "/closure").then().statusCode(409);
        school.author().post(PATH + id + "/retirement").then().statusCode(409);
        school.publish(id);
        school.author()
                .post(PATH + id + "/publication")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:nothing-to-publish"));
        school.author()
                .post(PATH + id + "/retirement")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:not-closed"));
    }

    @Test
    void unknownIdsAreNotFound() {
        String unknown = UUID.randomUUID().toString();
        Footprint before = Footprint.now();
        Catalog.anybody().get(PATH + unknown).then().statusCode(404).contentType("application/problem+json");
        Catalog.anybody().get(PATH + unknown + "/versions/1").then().statusCode(404);
        Catalog.anybody().get(PATH + unknown + "/versions/1/image").then().statusCode(404);
        Catalog.anybody().get(PATH + "no-uuid").then().statusCode(404).contentType("application/problem+json");
        Catalog.anybody().get(PATH + school.published() + "/versions/2").then().statusCode(404);
        school.author().post(PATH + unknown + "/publication").then().statusCode(404);
        school.author()
                .header("If-Match", "\"0\"")
                .body(Catalog.definition().toString())
                .put(PATH + unknown)
                .then()
                .statusCode(404);
        assertThat(Footprint.now().counts())
                .containsEntry("micro_credential", before.counts().getOrDefault("micro_credential", 0L) + 1);
    }

    @Test
    void ofManyWhoPublishAtOnceOneDoes() throws Exception {
        String id = school.draft();
        Callable<Integer> publish =
                () -> school.author().post(PATH + id + "/publication").statusCode();
        try (var pool = Executors.newFixedThreadPool(6)) {
            List<Integer> answers = pool
                    .invokeAll(IntStream.range(0, 6).mapToObj(i -> publish).toList())
                    .stream()
                    .map(Future::resultNow)
                    .sorted()
                    .toList();
            assertThat(answers).containsExactly(200, 409, 409, 409, 409, 409);
        }
    }

    @Test
    void whoReplacesADraftNamesTheVersionThatTheyRead() {
        String id = school.draft();
        school.author()
                .body(Catalog.definition().toString())
                .put(PATH + id)
                .then()
                .statusCode(428);
        school.replace(id, Catalog.definition().put("title", "Other"))
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
        school.author()
                .header("If-Match", "\"0\"")
                .body(Catalog.definition().toString())
                .put(PATH + id)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:testamur:problem:changed-meanwhile"));
        school.author()
                .header("If-Match", "\"0\"")
                .post(PATH + id + "/publication")
                .then()
                .statusCode(412);
    }

    @Test
    void aRepeatedDraftIsOneDraft() {
        String key = Catalog.slug();
        String body = Catalog.definition().toString();
        String first = school.author()
                .header("Idempotency-Key", key)
                .body(body)
                .post(PATH)
                .path("id");
        school.author()
                .header("Idempotency-Key", key)
                .body(body)
                .post(PATH)
                .then()
                .statusCode(201)
                .body("id", equalTo(first));
        school.author().get("/catalog/staff/micro-credentials").then().body("items", hasSize(1));
    }

    @Test
    void filtersFindByWordLanguageAndAwardType() {
        String licence = school.published();
        String course = school.draft(Catalog.definition()
                        .put("title", "Köögi juhtimine")
                        .put("language", "et")
                        .put("awardType", "Course"))
                .path("id");
        school.publish(course);
        assertThat(found("q", "FOOD safety")).containsExactly(licence);
        assertThat(found("q", "köÖgi")).containsExactly(course);
        assertThat(found("q", "safe temperatures")).containsExactlyInAnyOrder(licence, course);
        assertThat(found("q", "100%")).isEmpty();
        assertThat(found("language", "et")).containsExactly(course);
        assertThat(found("language", "e")).isEmpty();
        assertThat(found("awardType", "License")).containsExactly(licence);
        assertThat(found("state", "closed")).isEmpty();
        assertThat(found("state", "draft")).isEmpty();
        Catalog.anybody()
                .queryParam("awardType", "Medal")
                .queryParam("state", "open")
                .queryParam("q", "a\u0000b")
                .get("/catalog/micro-credentials")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("query:q", "query:awardType", "query:state")));
        Catalog.anybody()
                .queryParam("institution", "nobody")
                .get("/catalog/micro-credentials")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
    }

    @Test
    void pagesHoldEachOneOnceWhileNewOnesArrive() {
        Set<String> before = new TreeSet<>();
        for (int i = 0; i < 5; i++) {
            before.add(school.published());
        }
        Set<String> seen = new TreeSet<>();
        String cursor = "";
        while (cursor != null) {
            var page = school.author()
                    .queryParam("limit", 2)
                    .queryParam("cursor", cursor)
                    .get("/catalog/staff/micro-credentials");
            List<String> ids = page.jsonPath().getList("items.id");
            assertThat(seen).doesNotContainAnyElementsOf(ids);
            seen.addAll(ids);
            school.published();
            cursor = page.path("next");
        }
        assertThat(seen).isEqualTo(before);
    }

    @Test
    void aVersionIsAnAchievementForSoftwareThatFollowsItsId() {
        String id = school.published();
        Catalog.anybody()
                .accept("application/ld+json")
                .get(PATH + id + "/versions/1")
                .then()
                .statusCode(200)
                .contentType("application/ld+json")
                .header("Cache-Control", containsString("immutable"))
                .body("id", equalTo("https://localhost:8443" + PATH + id + "/versions/1"))
                .body("type", equalTo(List.of("Achievement")))
                .body("'@context'", hasSize(2))
                .body("alignment", hasSize(1))
                .body("criteria.narrative", equalTo("Scored 60 of 100 points or more."))
                .body("creator.id", equalTo("did:web:localhost%3A8443:issuers:" + school.slug()));
        Catalog.anybody()
                .accept("*/*")
                .get(PATH + id + "/versions/1")
                .then()
                .contentType("application/json")
                .body("number", equalTo(1));
    }

    @Test
    void textInEveryScriptIsKeptAsItIs() {
        String title = "سلامة الغذاء נגישות 🥗 𝔸𝒷 e\u0301 گل\u200Cمحمدی";
        String id = school.draft(Catalog.definition()
                        .put("title", title)
                        .put("criteria", "line one\n\tline two")
                        .put("language", "ar"))
                .path("id");
        school.publish(id);
        Catalog.anybody()
                .get(PATH + id)
                .then()
                .body("publishedVersions[0].title", equalTo(title))
                .body("publishedVersions[0].criteria", equalTo("line one\n\tline two"));
        try (Events events = Catalog.events()) {
            Events.Event told = events.await(
                    "catalog.micro-credentials", event -> event.key().equals(id));
            assertThat(Catalog.data(told).path("versions").path(0).path("title").asText())
                    .isEqualTo(title);
        }
    }

    private List<String> found(String filter, String value) {
        return Catalog.anybody()
                .queryParam("institution", school.slug())
                .queryParam(filter, value)
                .get("/catalog/micro-credentials")
                .jsonPath()
                .getList("items.id");
    }
}
