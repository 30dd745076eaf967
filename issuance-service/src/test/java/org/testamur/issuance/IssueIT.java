package org.testamur.issuance;

import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Tokens;

/** Credentials that an institution brings to be signed. */
@QuarkusTest
class IssueIT extends IssuanceITCase {

    @Inject
    MeterRegistry metrics;

    @Inject
    Sql sql;

    @Inject
    SigningConfig config;

    private static Campus campus() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        await(() -> RestAssured.get("/issuers/" + campus.slug + "/did.json"), answer -> answer.statusCode() == 200);
        return campus;
    }

    private static ObjectNode badge(Campus campus, String achievement) {
        ObjectNode badge = MAPPER.createObjectNode();
        badge.putArray("@context")
                .add("https://www.w3.org/ns/credentials/v2")
                .add("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
        badge.put("id", "urn:uuid:" + UUID.randomUUID());
        badge.putArray("type").add("VerifiableCredential").add("OpenBadgeCredential");
        badge.put("name", achievement);
        ObjectNode issuer = badge.putObject("issuer");
        issuer.put("id", campus.issuerId());
        issuer.putArray("type").add("Profile");
        issuer.put("name", "Northfield University");
        badge.put("validFrom", "2026-11-20T00:00:00+02:00");
        ObjectNode subject = badge.putObject("credentialSubject");
        subject.put("id", "urn:uuid:" + UUID.randomUUID());
        subject.putArray("type").add("AchievementSubject");
        ObjectNode achieved = subject.putObject("achievement");
        achieved.put("id", "https://northfield.example/achievements/" + achievement);
        achieved.putArray("type").add("Achievement");
        achieved.put("name", achievement);
        achieved.put("description", "\u05DC\u05D9\u05D0\u05D4 \uD83E\uDDEA \"quoted\"");
        achieved.putObject("criteria").put("narrative", "Pass.");
        return badge;
    }

    private static ObjectNode request(ObjectNode credential) {
        return MAPPER.createObjectNode().set("credential", credential);
    }

    private static Response issue(Campus campus, String body) {
        return registrar(campus).contentType("application/json").body(body).post("/credentials/issue");
    }

    private static String issued(Campus campus, ObjectNode credential) {
        String answer = issue(campus, request(credential).toString())
                .then()
                .statusCode(201)
                .extract()
                .asString();
        String opens = "{\"verifiableCredential\":";
        assertTrue(answer.startsWith(opens), answer);
        return answer.substring(opens.length(), answer.length() - 1);
    }

    private double signed(String path) {
        return metrics.get("testamur.documents.signed")
                .tag("path", path)
                .counter()
                .count();
    }

    @Test
    void whatIsBroughtComesBackSignedAndIsNotKept() {
        Campus campus = campus();
        ObjectNode badge = badge(campus, "one");
        String text = issued(campus, badge);
        assertVerifies(campus, text);
        ObjectNode without = json(text);
        without.remove("proof");
        assertEquals(badge, without);
        assertEquals(
                0L,
                Access.everywhere()
                        .call(() -> QuarkusTransaction.requiringNew()
                                .call(() -> sql.first(
                                                "select count(*) from credential where institution_id = ?",
                                                row -> row.getLong(1),
                                                campus.institution.toString())
                                        .orElseThrow())));
    }

    @Test
    void documentsThatAreAlikeAreSignedByATemplate() {
        Campus campus = campus();
        double before = signed("template");
        await(
                () -> {
                    assertVerifies(campus, issued(campus, badge(campus, "many")));
                    return signed("template");
                },
                count -> count > before);
        // However it is laid out.
        double so = signed("template");
        String pretty = request(badge(campus, "many")).toPrettyString();
        issue(campus, pretty).then().statusCode(201);
        assertEquals(so + 1, signed("template"));
        assertEquals(0, metrics.get("testamur.templates.mismatches").counter().count());
    }

    @Test
    void everyFaultIsNamedWithItsPlace() {
        Campus campus = campus();
        ObjectNode badge = badge(campus, "faulty");
        badge.put("id", "https://localhost:8443/credentials/" + UUID.randomUUID());
        badge.put("validUntil", "2026-11-19T00:00:00+02:00");
        badge.put("surprise", true);
        badge.putObject("credentialStatus").put("type", "BitstringStatusListEntry");
        ((ObjectNode) badge.get("issuer")).put("id", "did:web:somebody.else.example");
        issue(campus, request(badge).toString())
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:testamur:problem:invalid"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/credential/id",
                                "/credential/validUntil",
                                "/credential/surprise",
                                "/credential/credentialStatus",
                                "/credential/issuer/id"));
    }

    @Test
    void aTemplateSignsNothingThatTheGeneralPathRefuses() {
        Campus campus = campus();
        double before = signed("template");
        await(
                () -> {
                    issued(campus, badge(campus, "guarded"));
                    return signed("template");
                },
                count -> count > before);
        for (String date :
                new String[] {"yesterday", "2026-11-20T00:00:00", "2031-01-01T00:00:00Z", "1026-11-20T00:00:00Z"}) {
            ObjectNode badge = badge(campus, "guarded");
            badge.put("validFrom", date);
            issue(campus, request(badge).toString()).then().statusCode(400);
        }
        ObjectNode own = badge(campus, "guarded");
        own.put("id", "https://localhost:8443/credentials/" + UUID.randomUUID());
        issue(campus, request(own).toString()).then().statusCode(400);
        String already = issued(campus, badge(campus, "guarded"));
        issue(campus, "{\"credential\":" + already + "}")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/credential/proof"));
        ObjectNode relative = badge(campus, "guarded");
        relative.put("id", "relative");
        issue(campus, request(relative).toString()).then().statusCode(400);
        ObjectNode shared = badge(campus, "guarded");
        ((ObjectNode) shared.get("credentialSubject"))
                .put("id", shared.get("id").textValue());
        issue(campus, request(shared).toString()).then().statusCode(400);
    }

    @Test
    void aStatusListIsNothingThatAnInstitutionHasSigned() {
        Campus campus = campus();
        ObjectNode badge = badge(campus, "list");
        badge.withArray("type").add("BitstringStatusListCredential");
        issue(campus, request(badge).toString()).then().statusCode(400);
    }

    @Test
    void requestsOfAnotherFormAreRefused() {
        Campus campus = campus();
        for (String body : new String[] {
            "",
            "[]",
            "{}",
            "{\"credential\":7}",
            "{\"credential\":{}}",
            "{\"credential\":{},\"surprise\":1}",
            "{\"credential\":{\"a\":1,\"a\":2}}",
            "{\"credential\":{}",
            "{\"credential\":{},\"options\":{\"credentialStatus\":{\"type\":\"BitstringStatusList\"}}}",
            "{\"credential\":{},\"options\":7}",
            "{\"credential\":{\"a\":}}",
            "{\"credential\":{\"a\":1e99999999999}}"
        }) {
            issue(campus, body).then().statusCode(400);
        }
        ObjectNode withOptions = request(badge(campus, "options"));
        withOptions.putObject("options").put("type", "DataIntegrityProof");
        issue(campus, withOptions.toString()).then().statusCode(201);
    }

    @Test
    void anInstitutionSignsAsItselfAlone() {
        Campus campus = campus();
        Campus other = campus();
        issue(other, request(badge(campus, "foreign")).toString()).then().statusCode(400);
        as(Tokens.of("adam").institution(campus.slug, "author"))
                .contentType("application/json")
                .body(request(badge(campus, "roles")).toString())
                .post("/credentials/issue")
                .then()
                .statusCode(403);
        RestAssured.given()
                .contentType("application/json")
                .body(request(badge(campus, "nobody")).toString())
                .post("/credentials/issue")
                .then()
                .statusCode(401);
    }

    @Test
    void oneOfManyThatIsWrongCostsOnlyItself() {
        Campus campus = campus();
        ObjectNode request = MAPPER.createObjectNode();
        ArrayNode credentials = request.putArray("credentials");
        for (int i = 0; i < 60; i++) {
            credentials.add(badge(campus, "batch"));
        }
        ((ObjectNode) credentials.get(17)).remove("validFrom");
        String most = "1" + "0".repeat(400) + ".5";
        ((ObjectNode) credentials.get(21).get("credentialSubject")).put("creditsEarned", new BigDecimal(most));
        credentials.set(33, "no credential");
        for (int round = 0; round < 2; round++) {
            ObjectNode answer = json(registrar(campus)
                    .contentType("application/json")
                    .body(request.toString())
                    .post("/credentials/issue-batch")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString());
            assertEquals(60, answer.get("results").size());
            for (int i = 0; i < 60; i++) {
                var result = answer.get("results").get(i);
                if (i == 17 || i == 21 || i == 33) {
                    assertEquals(400, result.at("/problem/status").intValue(), result::toString);
                } else {
                    assertEquals(credentials.get(i).get("id"), result.at("/verifiableCredential/id"), result::toString);
                }
            }
            assertVerifies(campus, answer.at("/results/59/verifiableCredential").toString());
        }
        request.putArray("credentials");
        registrar(campus)
                .contentType("application/json")
                .body(request.toString())
                .post("/credentials/issue-batch")
                .then()
                .statusCode(400);
    }

    @Test
    void aTokenThatWasSeenIsRefusedOnceItHasRunOut() {
        Campus campus = campus();
        String token = Tokens.of("rita")
                .institution(campus.slug, "registrar")
                .lifetime(Duration.ofSeconds(15))
                .sign();
        String body = request(badge(campus, "token")).toString();
        RestAssured.given()
                .auth()
                .oauth2(token)
                .contentType("application/json")
                .body(body)
                .post("/credentials/issue")
                .then()
                .statusCode(201);
        await(
                () -> RestAssured.given()
                        .auth()
                        .oauth2(token)
                        .contentType("application/json")
                        .body(body)
                        .post("/credentials/issue"),
                answer -> answer.statusCode() == 401);
    }

    @Test
    void aBatchMayBeLargerThanOtherBodiesAndNotTooLarge() {
        Campus campus = campus();
        ObjectNode request = MAPPER.createObjectNode();
        ArrayNode credentials = request.putArray("credentials");
        for (int i = 0; i < 100; i++) {
            ObjectNode badge = badge(campus, "large");
            badge.put("description", "long ".repeat(4_000));
            credentials.add(badge);
        }
        assertTrue(request.toString().length() > 2_000_000);
        registrar(campus)
                .contentType("application/json")
                .body(request.toString())
                .post("/credentials/issue-batch")
                .then()
                .statusCode(200);
        registrar(campus)
                .contentType("application/json")
                .body(new byte[9 * 1024 * 1024])
                .post("/credentials/issue-batch")
                .then()
                .statusCode(413);
        registrar(campus)
                .contentType("application/json")
                .body(request.toString())
                .post("/credentials/issue")
                .then()
                .statusCode(413);
    }

    @Test
    void aBodyOfUnknownLengthIsCountedWhileItIsRead() throws Exception {
        Campus campus = campus();
        byte[] large = new byte[2 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/credentials/issue"))
                .header(
                        "Authorization",
                        "Bearer "
                                + Tokens.of("rita")
                                        .institution(campus.slug, "registrar")
                                        .sign())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(413, answer.statusCode(), answer::body);
            assertTrue(answer.body().contains("urn:testamur:problem:body-too-large"), answer::body);
        }
    }

    @Test
    void manyFaultsAreCountedAndTheFirstOfThemListed() {
        Campus campus = campus();
        ObjectNode badge = badge(campus, "faulty");
        ArrayNode nulls = badge.putArray("nulls");
        for (int i = 0; i < 150; i++) {
            nulls.addNull();
        }
        issue(campus, request(badge).toString())
                .then()
                .statusCode(400)
                .body("errors.size()", equalTo(100))
                .body("detail", endsWith("faults: see errors for the first 100."));
    }

    @Test
    void aKeyThatIsWithdrawnSoonSignsNoMore() {
        Campus campus = campus();
        issued(campus, badge(campus, "withdrawn"));
        String key = Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                    String active = sql.first(
                                    "select key_id from signing_key where institution_id = ? and state = 'active'",
                                    row -> row.getString(1),
                                    campus.institution.toString())
                            .orElseThrow();
                    sql.update(
                            "update signing_key set state = 'compromised', compromised_at = now(),"
                                    + " valid_until = now() where key_id = ?",
                            active);
                    return active;
                }));
        long withdrawn = System.nanoTime();
        AtomicLong asked = new AtomicLong();
        AtomicLong last = new AtomicLong(withdrawn);
        // A new key may stand in at once, or nothing be signed until there is one.
        await(
                () -> {
                    asked.set(System.nanoTime());
                    return issue(campus, request(badge(campus, "withdrawn")).toString());
                },
                answer -> {
                    boolean others = answer.statusCode() == 503
                            || !answer.asString().contains("\"verificationMethod\":\"" + key + "\"");
                    if (!others) {
                        last.set(asked.get());
                    }
                    return others;
                });
        assertTrue(
                last.get() - withdrawn < config.keys().staleness().toNanos(),
                "nobody who asks later than what was read of the key counts");
    }
}
