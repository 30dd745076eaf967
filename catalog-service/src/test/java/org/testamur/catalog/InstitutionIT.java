package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

@QuarkusTest
class InstitutionIT {

    @Test
    void anInstitutionOnThePlatformGetsItsIssuerIdFromThePublicUrlAndItsSlug() {
        String slug = Catalog.slug();
        Catalog.operator()
                .body(Catalog.institution(slug).toString())
                .post("/catalog/institutions")
                .then()
                .statusCode(201)
                .header("Testamur-Fact", notNullValue())
                .header("Location", notNullValue())
                .header("ETag", "\"0\"")
                .body("issuerId", equalTo("did:web:localhost%3A8443:issuers:" + slug))
                .body("issuerBaseUrl", equalTo("https://localhost:8443"))
                .body("languages", equalTo(List.of("et", "en")))
                .body("logoUrl", nullValue());
    }

    @Test
    void anInstitutionOnItsOwnHostIssuesThere() {
        String slug = Catalog.slug();
        Catalog.operator()
                .body(Catalog.institution(slug)
                        .put("host", slug + ".localhost:8443")
                        .toString())
                .post("/catalog/institutions")
                .then()
                .statusCode(201)
                .body("issuerId", equalTo("did:web:" + slug + ".localhost%3A8443"))
                .body("issuerBaseUrl", equalTo("https://" + slug + ".localhost:8443"));
    }

    @Test
    void theWorldHearsOfAnInstitutionAndOfEachChange() {
        Catalog.School school = Catalog.school();
        Catalog.operator()
                .header("If-Match", "\"0\"")
                .body("""
                        {"name": "Northfield Technical University", "url": "https://tech.northfield.example/",
                         "timeZone": "Europe/Riga", "languages": ["lv"], "brandColour": "#0A5a70"}""")
                .put("/catalog/institutions/" + school.id())
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"")
                .body("brandColour", equalTo("#0A5a70"))
                .body("name", equalTo("Northfield Technical University"))
                .body("issuerId", equalTo("did:web:localhost%3A8443:issuers:" + school.slug()));
        try (Events events = Catalog.events()) {
            Events.Event changed = events.await(
                    "catalog.organisations", event -> event.key().equals(school.id()) && event.version() == 1);
            assertThat(changed.type()).isEqualTo("org.testamur.catalog.organisation.changed.v1");
            assertThat(changed.headers()).containsEntry("ce_institution", school.id());
            assertThat(Catalog.data(changed).path("timeZone").asText()).isEqualTo("Europe/Riga");
            assertThat(Catalog.data(changed).path("brandColour").asText()).isEqualTo("#0A5a70");
        }
    }

    @Test
    void aChangeThatChangesNothingIsNoFact() {
        Catalog.School school = Catalog.school();
        Footprint before = Footprint.now();
        Catalog.operator()
                .header("If-Match", "\"0\"")
                .body("""
                        {"name": "Northfield University", "url": "https://northfield.example/",
                         "timeZone": "Europe/Tallinn", "languages": ["et", "en"]}""")
                .put("/catalog/institutions/" + school.id())
                .then()
                .statusCode(200)
                .header("ETag", "\"0\"")
                .header("Testamur-Fact", nullValue());
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void whoChangesNamesTheVersionThatTheyRead() {
        Catalog.School school = Catalog.school();
        String change = """
                {"name": "N", "url": "https://n.example/", "timeZone": "Europe/Riga", "languages": ["lv"]}""";
        Catalog.operator()
                .body(change)
                .put("/catalog/institutions/" + school.id())
                .then()
                .statusCode(428)
                .contentType("application/problem+json");
        Catalog.operator()
                .header("If-Match", "\"7\"")
                .body(change)
                .put("/catalog/institutions/" + school.id())
                .then()
                .statusCode(412);
    }

    @Test
    void slugAndHostAreTakenOnce() {
        Catalog.School school = Catalog.school();
        Footprint before = Footprint.now();
        Catalog.operator()
                .body(Catalog.institution(school.slug()).toString())
                .post("/catalog/institutions")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:slug-taken"));
        Catalog.operator()
                .body("{\"slug\": \"%s\", \"name\": \"Acme\", \"url\": \"https://acme.example/\"}"
                        .formatted(school.slug()))
                .post("/catalog/employers")
                .then()
                .statusCode(409);
        assertThat(Footprint.now()).isEqualTo(before);
        String host = Catalog.slug() + ".example.edu";
        Catalog.operator()
                .body(Catalog.institution(Catalog.slug()).put("host", host).toString())
                .post("/catalog/institutions")
                .then()
                .statusCode(201);
        Catalog.operator()
                .body(Catalog.institution(Catalog.slug()).put("host", host).toString())
                .post("/catalog/institutions")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:host-taken"));
    }

    @Test
    void ofManyWhoTakeASlugAtOnceOneDoes() throws InterruptedException {
        String body = Catalog.institution(Catalog.slug()).toString();
        assertThat(atOnce(() -> Catalog.operator()
                        .body(body)
                        .post("/catalog/institutions")
                        .statusCode()))
                .containsExactly(201, 409, 409, 409);
    }

    @Test
    void ofManyWhoChangeTheSameVersionAtOnceOneDoes() throws InterruptedException {
        Catalog.School school = Catalog.school();
        assertThat(atOnce(() -> Catalog.operator()
                        .header("If-Match", "\"0\"")
                        .body("""
                                {"name": "%s", "url": "https://n.example/", "timeZone": "Europe/Riga",
                                 "languages": ["lv"]}""".formatted(Catalog.slug()))
                        .put("/catalog/institutions/" + school.id())
                        .statusCode()))
                .containsExactly(200, 412, 412, 412);
    }

    private static List<Integer> atOnce(Callable<Integer> request) throws InterruptedException {
        try (var pool = Executors.newFixedThreadPool(4)) {
            return pool.invokeAll(Collections.nCopies(4, request)).stream()
                    .map(Future::resultNow)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void thePlatformsOwnHostIsNobodysOwn() {
        Catalog.operator()
                .body(Catalog.institution(Catalog.slug())
                        .put("host", "localhost:8443")
                        .toString())
                .post("/catalog/institutions")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/host"));
    }

    @Test
    void everyFaultOfAnInstitutionIsNamedAtOnce() {
        Footprint before = Footprint.now();
        Catalog.operator()
                .body("""
                        {"slug": "North Field", "name": " ", "url": "http://northfield.example/", "country": "Estonia",
                         "timeZone": "Europe/Atlantis", "languages": ["en", "english"], "host": "https://x", "rank": 1,
                         "brandColour": "navy"}""")
                .post("/catalog/institutions")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:testamur:problem:invalid"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/slug",
                                "/name",
                                "/url",
                                "/country",
                                "/timeZone",
                                "/languages/1",
                                "/host",
                                "/rank",
                                "/brandColour"));
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void aRepetitionWithTheSameKeyGetsTheSameAnswer() {
        String slug = Catalog.slug();
        String key = Catalog.slug();
        String body = Catalog.institution(slug).toString();
        var first = Catalog.operator().header("Idempotency-Key", key).body(body).post("/catalog/institutions");
        var second =
                Catalog.operator().header("Idempotency-Key", key).body(body).post("/catalog/institutions");
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.jsonPath().getMap("")).isEqualTo(first.jsonPath().getMap(""));
        assertThat(second.header("Testamur-Fact")).isEqualTo(first.header("Testamur-Fact"));
        Catalog.operator()
                .header("Idempotency-Key", key)
                .body(Catalog.institution(Catalog.slug()).toString())
                .post("/catalog/institutions")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:idempotency-key-reused"));
    }

    @Test
    void anybodyReadsInstitutionsPageByPage() {
        Catalog.School older = Catalog.school();
        Catalog.School newer = Catalog.school();
        var first = Catalog.anybody().get("/catalog/institutions?limit=1");
        assertThat(first.jsonPath().getList("items.id")).containsExactly(newer.id());
        assertThat(first.header("Link")).contains("rel=\"next\"");
        String cursor = first.path("next");
        Catalog.anybody()
                .queryParam("limit", 1)
                .queryParam("cursor", cursor)
                .get("/catalog/institutions")
                .then()
                .body("items.id", equalTo(List.of(older.id())));
    }

    @Test
    void whoHasAVersionIsNotSentItAgain() {
        Catalog.School school = Catalog.school();
        Catalog.anybody()
                .header("If-None-Match", "\"0\"")
                .get("/catalog/institutions/" + school.id())
                .then()
                .statusCode(304);
    }

    @Test
    void aLogoIsShownToEverybodyAndStandsInTheFact() {
        Catalog.School school = Catalog.school();
        String url = school.as("registrar")
                .header("If-Match", "\"0\"")
                .contentType("image/svg+xml")
                .body(Catalog.SVG)
                .put("/catalog/institutions/" + school.id() + "/logo")
                .then()
                .statusCode(200)
                .header("Testamur-Fact", notNullValue())
                .extract()
                .path("logoUrl");
        assertThat(url).isEqualTo("https://localhost:8443/catalog/institutions/" + school.id() + "/logo");
        byte[] shown = Catalog.anybody()
                .get("/catalog/institutions/" + school.id() + "/logo")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", notNullValue())
                .extract()
                .asByteArray();
        assertThat(shown).isEqualTo(Catalog.SVG);
        try (Events events = Catalog.events()) {
            events.await(
                    "catalog.organisations",
                    event -> event.key().equals(school.id())
                            && Catalog.data(event).path("logoUrl").asText().equals(url));
        }
    }

    @Test
    void anOperatorReplacesALogoAndTheOldOneGoes() {
        Catalog.School school = Catalog.school();
        long before = Footprint.now().counts().getOrDefault("image", 0L);
        Catalog.as(Tokens.operator())
                .header("If-Match", "\"0\"")
                .contentType("image/svg+xml")
                .body(Catalog.SVG)
                .put("/catalog/institutions/" + school.id() + "/logo")
                .then()
                .statusCode(200);
        Catalog.as(Tokens.operator())
                .header("If-Match", "\"1\"")
                .contentType("image/png")
                .body(Catalog.png())
                .put("/catalog/institutions/" + school.id() + "/logo")
                .then()
                .statusCode(200);
        Catalog.anybody()
                .get("/catalog/institutions/" + school.id() + "/logo")
                .then()
                .contentType("image/png");
        assertThat(Footprint.now().counts()).containsEntry("image", before + 1);
    }

    @Test
    void whoShowsALogoNamesTheVersionThatTheyRead() {
        Catalog.School school = Catalog.school();
        Footprint before = Footprint.now();
        for (String role : List.of("registrar", "administrator")) {
            school.as(role)
                    .contentType("image/svg+xml")
                    .body(Catalog.SVG)
                    .put("/catalog/institutions/" + school.id() + "/logo")
                    .then()
                    .statusCode(428)
                    .body("type", equalTo("urn:testamur:problem:if-match-missing"));
            school.as(role)
                    .header("If-Match", "\"7\"")
                    .contentType("image/svg+xml")
                    .body(Catalog.SVG)
                    .put("/catalog/institutions/" + school.id() + "/logo")
                    .then()
                    .statusCode(412);
        }
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void aColourUponWhichTextCannotBeReadIsWarnedOf() {
        String slug = Catalog.slug();
        String id = Catalog.operator()
                .body(Catalog.institution(slug).put("brandColour", "#ffcc00").toString())
                .post("/catalog/institutions")
                .then()
                .statusCode(201)
                .body("warnings.code", equalTo(List.of("brand-colour-contrast")))
                .body("warnings[0].detail", startsWith("White text upon #ffcc00 has a contrast of 1.5, and needs 7.0."))
                .extract()
                .path("id");
        // Anybody reads it, and has no use for the warning.
        Catalog.anybody()
                .get("/catalog/institutions/" + id)
                .then()
                .body("brandColour", equalTo("#ffcc00"))
                .body("warnings", nullValue());
        Tokens administrator = Tokens.of("ann").institution(slug, "administrator");
        Catalog.as(administrator)
                .header("If-Match", "\"0\"")
                .body("{\"languages\": [\"et\"], \"brandColour\": \"#3377cc\"}")
                .put("/catalog/institutions/" + id + "/profile")
                .then()
                .statusCode(200)
                .body("warnings[0].detail", containsString("links and buttons"));
        Catalog.as(administrator)
                .header("If-Match", "\"1\"")
                .body("{\"languages\": [\"et\"], \"brandColour\": \"#14324a\"}")
                .put("/catalog/institutions/" + id + "/profile")
                .then()
                .statusCode(200)
                .body("warnings", nullValue());
    }

    @Test
    void anOrganisationIsFoundByItsSlug() {
        Catalog.School school = Catalog.school();
        Catalog.school();
        Catalog.anybody()
                .get("/catalog/institutions?count=true&slug=" + school.slug())
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(school.id())))
                .body("total", equalTo(1))
                .body("next", nullValue());
        Catalog.anybody()
                .get("/catalog/institutions?count=true&slug=nobody-has-this")
                .then()
                .statusCode(200)
                .body("items", empty())
                .body("total", equalTo(0));
        Catalog.anybody()
                .get("/catalog/institutions?slug=North%20Field")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("query:slug")));
        // An employer's slug is no institution's.
        String acme = Catalog.slug();
        String id = Catalog.operator()
                .body("{\"slug\": \"%s\", \"name\": \"Acme\", \"url\": \"https://acme.example/\"}".formatted(acme))
                .post("/catalog/employers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Catalog.anybody().get("/catalog/institutions?slug=" + acme).then().body("items", empty());
        Catalog.as(Tokens.learner("lena"))
                .get("/catalog/employers?count=true&slug=" + acme)
                .then()
                .body("items.id", equalTo(List.of(id)))
                .body("total", equalTo(1));
    }

    @Test
    void theLogoOfAnotherInstitutionIsOutOfReach() {
        Catalog.School school = Catalog.school();
        Catalog.School other = Catalog.school();
        Footprint before = Footprint.now();
        school.as("registrar")
                .contentType("image/svg+xml")
                .body(Catalog.SVG)
                .put("/catalog/institutions/" + other.id() + "/logo")
                .then()
                .statusCode(404);
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void anEmployerIsKnownToWhoIsSignedIn() {
        String slug = Catalog.slug();
        String id = Catalog.operator()
                .body("{\"slug\": \"%s\", \"name\": \"Acme\", \"url\": \"https://acme.example/\"}".formatted(slug))
                .post("/catalog/employers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Catalog.as(Tokens.learner("lena"))
                .get("/catalog/employers/" + id)
                .then()
                .statusCode(200)
                .body("slug", equalTo(slug));
        Catalog.as(Tokens.learner("lena")).get("/catalog/employers").then().body("items.id", hasItem(id));
        Catalog.anybody().get("/catalog/employers/" + id).then().statusCode(401);
        Catalog.anybody().get("/catalog/institutions/" + id).then().statusCode(404);
        try (Events events = Catalog.events()) {
            Events.Event told =
                    events.await("catalog.organisations", event -> event.key().equals(id));
            assertThat(told.headers()).doesNotContainKey("ce_institution");
            assertThat(Catalog.data(told).path("kind").asText()).isEqualTo("employer");
        }
    }
}
