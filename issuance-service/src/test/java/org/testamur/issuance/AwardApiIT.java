package org.testamur.issuance;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Management;
import org.testamur.testing.Tokens;

@QuarkusTest
class AwardApiIT extends IssuanceITCase {

    private static String revocation(String id) {
        return "/issuance/credentials/" + id + "/revocation";
    }

    private static String issued(Campus campus) {
        campus.tellAll().tellResult(1, "passed", 87);
        return awaitAward(campus, "issued").getString("credentialId");
    }

    @Test
    void aRegistrarRevokesAndVerifiersSeeIt() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        String text = credential(id);

        registrar(campus)
                .contentType("application/json")
                .body("{\"reason\":\"Awarded in error\"}")
                .post(revocation(id))
                .then()
                .statusCode(200)
                .body("state", equalTo("revoked"))
                .body("reasonCode", equalTo("other"))
                .body("reason", equalTo("the institution has taken it back"));
        awaitRevokedInItsList(campus, text);

        assertEquals("revoked", awaitAward(campus, "revoked").getString("state"));
        assertEquals(
                "other", awaitCredentialFact(id, "revoked").get("reasonCode").textValue());
        assertEquals(text, credential(id), "the document never changes");
        // Repeated, it changes nothing more.
        registrar(campus)
                .contentType("application/json")
                .body("{\"reason\":\"Another reason\"}")
                .post(revocation(id))
                .then()
                .statusCode(200)
                .body("reasonCode", equalTo("other"))
                .body("version", equalTo(2));
        // The next revision that is a pass waits for a registrar, and is the next award once it is released.
        campus.tellResult(2, "passed", 87);
        awaitAward(campus, "waiting");
        registrar(campus)
                .contentType("application/json")
                .body("{\"reasonCode\":\"issued-in-error\"}")
                .post("/issuance/awards/" + campus.enrolment + "/release")
                .then()
                .statusCode(200)
                .body("state", equalTo("issued"))
                .body("awardNumber", equalTo(2));
    }

    @Test
    void onlyRegistrarsOfTheInstitutionRevoke() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        Campus other = new Campus(events);
        issued(other);
        String body = "{\"reason\":\"Awarded in error\"}";

        given().contentType("application/json")
                .body(body)
                .post(revocation(id))
                .then()
                .statusCode(401);
        as(Tokens.of("sam").institution(campus.slug, "assessor", "author"))
                .contentType("application/json")
                .body(body)
                .post(revocation(id))
                .then()
                .statusCode(403);
        learner(campus)
                .contentType("application/json")
                .body(body)
                .post(revocation(id))
                .then()
                .statusCode(403);
        registrar(other)
                .contentType("application/json")
                .body(body)
                .post(revocation(id))
                .then()
                .statusCode(404);
        for (String faulty : List.of(
                "{}",
                "{\"reason\":\" \"}",
                "{\"reason\":\"" + "x".repeat(501) + "\"}",
                "{\"reason\":\"a\\u0000\"}",
                "{\"reason\":\"a\",\"more\":1}",
                "{")) {
            registrar(campus)
                    .contentType("application/json")
                    .body(faulty)
                    .post(revocation(id))
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json");
        }
        registrar(campus).get("/issuance/awards/" + campus.enrolment).then().body("state", equalTo("issued"));
    }

    @Test
    void everyoneSeesTheirOwnAwardsOnly() {
        Campus campus = new Campus(events);
        issued(campus);
        Campus other = new Campus(events);
        issued(other);
        String mine = campus.enrolment.toString();
        String theirs = other.enrolment.toString();

        learner(campus)
                .get("/issuance/learners/me/awards/" + mine)
                .then()
                .statusCode(200)
                .body("state", equalTo("issued"));
        learner(campus).get("/issuance/learners/me/awards/" + theirs).then().statusCode(404);
        learner(campus).get("/issuance/learners/me/awards").then().body("items.enrolmentId", equalTo(List.of(mine)));
        registrar(campus).get("/issuance/awards/" + theirs).then().statusCode(404);
        as(Tokens.of("sam").institution(campus.slug, "assessor"))
                .get("/issuance/awards/" + mine)
                .then()
                .statusCode(200);
        as(Tokens.of("ann").institution(campus.slug, "author"))
                .get("/issuance/awards/" + mine)
                .then()
                .statusCode(403);
        registrar(campus).get("/issuance/awards").then().body("items.enrolmentId", equalTo(List.of(mine)));
        registrar(campus)
                .queryParam("learnerId", other.learner)
                .get("/issuance/awards")
                .then()
                .body("items", equalTo(List.of()));
        registrar(campus)
                .queryParam("state", "issued")
                .queryParam("microCredentialId", campus.microCredential)
                .queryParam("learnerId", campus.learner)
                .get("/issuance/awards")
                .then()
                .body("items.enrolmentId", hasItem(mine));
        registrar(campus)
                .queryParam("state", "revoked")
                .get("/issuance/awards")
                .then()
                .body("items.enrolmentId", not(hasItem(mine)));
        registrar(campus)
                .queryParam("state", "finished")
                .get("/issuance/awards")
                .then()
                .statusCode(400);
    }

    @Test
    void anAwardNamesTheNewestFactOfItsCredential() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        assertEquals("issuance.credentials\n" + id + "\n1", fact(campus));

        String told = registrar(campus)
                .contentType("application/json")
                .body("{\"reason\":\"Awarded in error\"}")
                .post(revocation(id))
                .header("Testamur-Fact");

        assertEquals("issuance.credentials\n" + id + "\n2", fact(campus));
        assertEquals(
                told,
                registrar(campus).get("/issuance/awards/" + campus.enrolment).header("Testamur-Fact"));
    }

    private static String fact(Campus campus) {
        Response award = registrar(campus).get("/issuance/awards/" + campus.enrolment);
        String token = award.header("Testamur-Fact");
        assertEquals(token, award.jsonPath().getString("fact"));
        assertEquals(
                token,
                learner(campus)
                        .get("/issuance/learners/me/awards/" + campus.enrolment)
                        .header("Testamur-Fact"));
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }

    @Test
    void anEnrolmentWithoutAResultHasNoAward() {
        Campus campus = new Campus(events).tellAll();
        JsonPath award = awaitAward(campus, "none");
        assertEquals(campus.learner.toString(), award.getString("learnerId"));
    }

    private static double woken() {
        return Management.get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("testamur_streams_woken_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static HttpRequest.Builder following(Campus campus) {
        return following(campus, "rita-" + UUID.randomUUID());
    }

    private static HttpRequest.Builder following(Campus campus, String registrar) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/issuance/awards/" + campus.enrolment))
                .header("Accept", "text/event-stream")
                .header(
                        "Authorization",
                        "Bearer "
                                + Tokens.of(registrar)
                                        .institution(campus.slug, "registrar")
                                        .sign());
    }

    @Test
    void aStreamTellsOfAnAwardUntilItIsIssued() throws Exception {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        campus.tellResult(1, "passed", 87);
        awaitAward(campus, "waiting");
        HttpRequest request = following(campus).timeout(Duration.ofSeconds(30)).build();
        List<String> told = new ArrayList<>();
        List<String> facts = new ArrayList<>();
        double wokenBefore = woken();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<java.io.InputStream> response =
                    client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(200, response.statusCode());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                boolean first = true;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event:")) {
                        assertEquals("award", line.substring(6).trim());
                    }
                    if (line.startsWith("data:")) {
                        JsonPath award = JsonPath.from(line.substring(5));
                        told.add(award.getString("state"));
                        facts.add(award.getString("fact"));
                        if (first) {
                            first = false;
                            campus.tellMicroCredential();
                            campus.tellLearner(1);
                            campus.tellEnrolment();
                        }
                    }
                }
            }
        }
        assertEquals("waiting", told.getFirst());
        assertEquals("issued", told.getLast());
        assertNull(facts.getFirst());
        assertEquals(
                registrar(campus).get("/issuance/awards/" + campus.enrolment).header("Testamur-Fact"), facts.getLast());
        // The database told of the changes: the stream did not have to ask.
        assertTrue(woken() > wokenBefore);
    }

    @Test
    void whoComesBackToAStreamIsNotToldAgainWhatTheyHave() throws Exception {
        Campus campus = new Campus(events);
        issued(campus);
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<String> lines = client.send(following(campus).build(), HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .toList();
            String id = lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .map(line -> line.substring(3).strip())
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    1, lines.stream().filter(line -> line.startsWith("data:")).count());
            for (String heard : List.of(id, "of an earlier state")) {
                List<String> again = client.send(
                                following(campus).header("Last-Event-ID", heard).build(),
                                HttpResponse.BodyHandlers.ofLines())
                        .body()
                        .filter(line -> line.startsWith("data:"))
                        .toList();
                assertEquals(heard.equals(id) ? 0 : 1, again.size());
            }
        }
    }

    @Test
    void awardsAreFollowedByAFewStreamsAtATime() throws Exception {
        Campus campus = new Campus(events).tellAll();
        awaitAward(campus, "none");
        HttpRequest follow = following(campus, "rita-" + UUID.randomUUID()).build();
        List<HttpResponse<java.io.InputStream>> streams = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 8; i++) {
                streams.add(client.send(follow, HttpResponse.BodyHandlers.ofInputStream()));
            }
            assertEquals(
                    429,
                    client.send(follow, HttpResponse.BodyHandlers.ofString()).statusCode());
            for (HttpResponse<java.io.InputStream> stream : streams) {
                assertEquals(200, stream.statusCode());
                stream.body().close();
            }
            await(
                    () -> {
                        try {
                            HttpResponse<java.io.InputStream> again =
                                    client.send(follow, HttpResponse.BodyHandlers.ofInputStream());
                            again.body().close();
                            return again.statusCode();
                        } catch (java.io.IOException | InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    },
                    status -> status == 200);
        }
    }

    @Test
    void aStreamOfSomebodyElsesAwardIsNotFound() {
        Campus campus = new Campus(events);
        issued(campus);
        Campus other = new Campus(events);
        issued(other);
        registrar(other)
                .accept("text/event-stream")
                .get("/issuance/awards/" + campus.enrolment)
                .then()
                .statusCode(404);
    }

    @Test
    void operatorsTellTheTopicsAgain() {
        Campus campus = new Campus(events);
        String id = issued(campus);
        for (String topic : List.of("issuance.credentials", "issuance.issuers")) {
            as(Tokens.operator())
                    .contentType("application/json")
                    .post("/issuance/operations/topics/" + topic + "/republication")
                    .then()
                    .statusCode(200);
        }
        await(
                () -> events.read("issuance.credentials").stream()
                        .filter(event -> event.key().equals(id))
                        .count(),
                count -> count >= 2);
        registrar(campus)
                .post("/issuance/operations/topics/issuance.credentials/republication")
                .then()
                .statusCode(403);
    }

    @Test
    void healthMetricsAndOpenApiAreThere() {
        Management.get("/health/group/degraded").then().statusCode(200).body("checks.name", hasItem("signing keys"));
        Campus campus = new Campus(events);
        registrar(campus)
                .contentType("application/json")
                .body("{\"reason\":\"Awarded in error\"}")
                .post(revocation(issued(campus)))
                .then()
                .statusCode(200);
        String metrics =
                Management.get("/metrics").then().statusCode(200).extract().asString();
        for (String name : List.of(
                "testamur_credentials_issued_total",
                "testamur_credentials_refused_total",
                "testamur_credential_changes_total{kind=\"revocation\"",
                "testamur_status_lists_published_total",
                "testamur_status_changes_oldest_unpublished_seconds",
                "testamur_status_lists_fill_ratio",
                "testamur_status_lists_entries_left",
                "testamur_status_lists_validity_left_seconds",
                "testamur_credential_issue_delay_seconds_bucket{le=\"5.0\"",
                "testamur_awards_bases_lost",
                "testamur_documents_signing_seconds",
                "testamur_awards_oldest_waiting_seconds")) {
            assertTrue(metrics.contains(name), name);
        }
        // The one that was issued above, at least.
        assertTrue(
                metrics.lines()
                        .anyMatch(line -> line.startsWith("testamur_credential_issue_delay_seconds_count")
                                && !line.endsWith(" 0.0")),
                metrics);
        given().accept("application/json").get("/issuance/openapi").then().statusCode(200);
    }
}
