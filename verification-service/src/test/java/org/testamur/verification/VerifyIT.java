package org.testamur.verification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;
import org.testamur.testing.Servers;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class VerifyIT {

    private static final Instant YESTERDAY = Instant.now(Clock.systemUTC()).minus(Duration.ofDays(1));

    private Events events;

    @BeforeEach
    void open() {
        events = World.connect();
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void ourOwnCredentialIsVerifiedByWhatWeHoldOfIt() {
        World world = World.create(events);
        World.PublishedCredential told = world.issue();
        verify(told.document())
                .body("verified", equalTo(true))
                .body("checks.name", contains("schema", "proof", "issuer", "status", "dates"))
                .body("checks.outcome", everyItem(equalTo("passed")))
                .body("errors", empty())
                .body("warnings", empty());
        world.tell(told, 2, "revoked", Map.of("reasonCode", "issued-in-error"));
        World.soon().until(() -> World.verdict(told.id()).equals("revoked"));
        verify(told.document())
                .body("verified", equalTo(false))
                .body("errors.code", contains("revoked"))
                .body("errors[0].check", equalTo("status"));
        world.tellErasure(told.learner(), told.enrolment());
        World.soon().until(() -> World.status(told.id()) == 410);
        verify(told.document()).body("verified", equalTo(false)).body("errors.code", contains("erased"));
    }

    @Test
    void theOtherMemberNameOfTheApiIsTakenToo() {
        given().contentType(ContentType.JSON)
                .body("{\"credential\":" + Badge.selfContained(YESTERDAY) + ",\"options\":{}}")
                .post("/credentials/verify")
                .then()
                .statusCode(200)
                .body("verified", equalTo(true));
    }

    @Test
    void ourIssuerWithoutARecordIsNotVerified() {
        World world = World.create(events);
        world.issue();
        verify(world.credential().document())
                .body("verified", equalTo(false))
                .body("checks.find { it.name == 'proof' }.outcome", equalTo("passed"))
                .body("checks.find { it.name == 'status' }.outcome", equalTo("not-checked"))
                .body("status", equalTo("cannot-tell"))
                .body("errors.code", contains("not-recorded"));
    }

    @Test
    void whatAnInstitutionSignedOutsideItsAwardsIsVerifiedWithAWarning() {
        World world = World.create(events);
        world.issue();
        for (String id : List.of(
                "urn:uuid:" + UUID.randomUUID(),
                "https://badges.partner.example/" + UUID.randomUUID(),
                "https://localhost:8443/status-lists/" + UUID.randomUUID())) {
            verify(Badge.sign(Badge.unsigned(id, world.did(), YESTERDAY), world.keyId(), world.key()))
                    .body("verified", equalTo(true))
                    .body("status", equalTo("valid"))
                    .body("warnings.code", hasItem("life-not-kept"));
        }
    }

    @Test
    void whatTheDataModelForbidsIsNotVerifiedAndItsPlaceIsNamed() {
        for (var each : Badge.resource("check/data-model-must-refuse.json").properties()) {
            verify((ObjectNode) each.getValue())
                    .body("verified", equalTo(false))
                    .body("errors.detail.join(' ')", matchesRegex(".*(/[a-zA-Z@]+|validUntil).*"));
        }
    }

    @Test
    void aFormThatIsNotSupportedIsNeitherValidNorInvalid() {
        String jwt = "\"eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6a2V5OngifQ.c2lnbmF0dXJl\"";
        for (String credential : List.of(
                jwt,
                "{\"@context\": \"https://www.w3.org/ns/credentials/v2\", \"type\": \"EnvelopedVerifiableCredential\","
                        + " \"id\": \"data:application/vc+jwt,eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6a2V5OngifQ.c2ln\"}")) {
            given().contentType(ContentType.JSON)
                    .body("{\"verifiableCredential\":" + credential + "}")
                    .post("/credentials/verify")
                    .then()
                    .statusCode(200)
                    .body("verified", equalTo(false))
                    .body("status", equalTo("cannot-tell"))
                    .body("checks.outcome", everyItem(equalTo("not-checked")))
                    .body("errors.code", everyItem(equalTo("form-not-supported")));
        }
        given().contentType(ContentType.JSON)
                .body("{\"verifiableCredential\": \"a text\"}")
                .post("/credentials/verify")
                .then()
                .statusCode(400);
    }

    @Test
    void aBadgeOfAKeyUnderAnIdOfOursIsTold() {
        World world = World.create(events);
        World.PublishedCredential told = world.issue();
        Ed25519.Key key = Ed25519.fastest().generate();
        String did = DidKey.of(key.publicKey());
        for (String id : List.of(
                told.url(),
                told.url().replace("https://localhost", "HTTPS://LOCALHOST."),
                told.url().replace("/credentials/", "/x/../%63redentials/"),
                told.url().replace("://", "://anna@"),
                told.url().replace("https:", "http:") + "?shown#proof")) {
            verify(Badge.sign(Badge.unsigned(id, did, YESTERDAY), DidKey.verificationMethodId(did), key))
                    .body("verified", equalTo(false))
                    .body("status", equalTo("invalid"))
                    .body("errors.code", contains("id-of-another-issuer"));
        }
    }

    @Test
    void aForgedEndorsementInsideIsTold() {
        ObjectNode endorsed = Badge.resource("check/forged-endorsement-inside.json");
        verify((ObjectNode) endorsed.get("verifiableCredential"))
                .body("verified", equalTo(true))
                .body("warnings.code", contains("credential-inside-invalid"))
                .body("inside.pointer", contains("/endorsement/0"))
                .body("inside[0].status", equalTo("invalid"));
    }

    @Test
    void anotherInstitutionsRecordLendsNothing() {
        World world = World.create(events);
        World other = World.create(events);
        World.PublishedCredential told = world.issue();
        other.issue();
        ObjectNode borrowed =
                Badge.sign(Badge.unsigned(told.url(), other.did(), YESTERDAY), other.keyId(), other.key());
        verify(borrowed).body("verified", equalTo(false)).body("errors.code", contains("not-recorded"));
    }

    @Test
    void aThiefsDocumentUnderTheIdOfOurOwnIsNotBackdated() {
        World world = World.create(events);
        World.PublishedCredential told = world.issue();
        ObjectNode forged = told.document().deepCopy();
        forged.remove("proof");
        forged.withObject("credentialSubject").withObject("achievement").put("name", "Brain surgery");
        forged = Badge.sign(forged, world.keyId(), world.key());
        Instant signed = Instant.now(Clock.systemUTC());
        World.soon().until(() -> Instant.now(Clock.systemUTC()).isAfter(signed.plusMillis(5)));
        Instant then = Instant.now(Clock.systemUTC());
        verifyAt(forged, then).body("verified", equalTo(true));
        world.tellIssuer(2, "compromised", null, then.plusMillis(1));
        World.soon().until(() -> World.verdict(told.id()).equals("invalid"));
        verifyAt(told.document(), then)
                .body("verified", equalTo(true))
                .body("warnings.code", contains("key-compromised-since"));
        verifyAt(forged, then).body("verified", equalTo(false)).body("errors.code", contains("key-compromised"));
    }

    private static ValidatableResponse verifyAt(ObjectNode credential, Instant at) {
        return given().contentType(ContentType.JSON)
                .body("{\"verifiableCredential\":" + Badge.text(credential) + ",\"options\":{\"at\":\"" + at + "\"}}")
                .post("/credentials/verify")
                .then()
                .statusCode(200);
    }

    @Test
    void anIssuerThatIsItsOwnKeyIsSelfContained() {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        verify(badge)
                .body("verified", equalTo(true))
                .body("checks.find { it.name == 'issuer' }.code", equalTo("self-contained"));
        badge.putObject("credentialStatus");
        verify(badge).body("verified", equalTo(false));
    }

    @Test
    void aStatusListElsewhereIsNotFetched() {
        Ed25519.Key key = Ed25519.fastest().generate();
        String did = DidKey.of(key.publicKey());
        ObjectNode badge = Badge.unsigned("urn:uuid:" + UUID.randomUUID(), did, YESTERDAY);
        badge.putObject("credentialStatus")
                .put("id", "https://elsewhere.example/list#1")
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", "revocation")
                .put("statusListIndex", "1")
                .put("statusListCredential", "https://elsewhere.example/list");
        verify(Badge.sign(badge, DidKey.verificationMethodId(did), key))
                .body("verified", equalTo(false))
                .body("checks.find { it.name == 'proof' }.outcome", equalTo("passed"))
                .body("errors.code", contains("STATUS_RETRIEVAL_ERROR"))
                .body("checks.find { it.name == 'status' }.code", equalTo("status-not-fetched"));
    }

    @Test
    void statusListsThatAreBroughtAreRead() {
        Ed25519.Key key = Ed25519.fastest().generate();
        String did = DidKey.of(key.publicKey());
        ObjectNode badge = Badge.unsigned("urn:uuid:" + UUID.randomUUID(), did, YESTERDAY);
        badge.putArray("credentialStatus")
                .addObject()
                .put("id", "https://elsewhere.example/list#7")
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", "suspension")
                .put("statusListIndex", "7")
                .put("statusListCredential", "https://elsewhere.example/list");
        String signed = Badge.text(Badge.sign(badge, DidKey.verificationMethodId(did), key));
        for (boolean set : new boolean[] {false, true}) {
            BitstringStatusList bits = BitstringStatusList.ofLength(131_072);
            bits.set(7, set);
            ObjectNode list = Badge.parse("""
                {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "https://elsewhere.example/list",
                 "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": "%s",
                 "credentialSubject": {"id": "https://elsewhere.example/list#list", "type": "BitstringStatusList",
                  "statusPurpose": "suspension", "encodedList": "%s"}}\
                """.formatted(did, bits.encode()));
            given().contentType(ContentType.JSON)
                    .body("{\"verifiableCredential\":" + signed + ",\"options\":{\"statusListCredentials\":["
                            + Badge.text(Badge.sign(list, DidKey.verificationMethodId(did), key)) + "]}}")
                    .post("/credentials/verify")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo(set ? "suspended" : "valid"))
                    .body("warnings.code", hasItem("status-list-without-end"))
                    .body("verified", equalTo(!set));
        }
    }

    @Test
    void aTimeCanBeAskedAbout() {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        for (String[] expected : new String[][] {
            {YESTERDAY.minusSeconds(60).toString(), "not-yet-valid"},
            {Instant.now(Clock.systemUTC()).minusMillis(1).toString(), "valid"}
        }) {
            given().contentType(ContentType.JSON)
                    .body("{\"verifiableCredential\":" + Badge.text(badge) + ",\"options\":{\"at\":\"" + expected[0]
                            + "\"}}")
                    .post("/credentials/verify")
                    .then()
                    .statusCode(200)
                    .body("at", equalTo(World.written(Instant.parse(expected[0]))));
        }
        for (String options : List.of(
                "{\"at\": 5}",
                "{\"at\": \"soon\"}",
                "{\"at\": \"2999-01-01T00:00:00Z\"}",
                "{\"statusListCredentials\": {}}",
                "{\"statusListCredentials\": [1]}",
                "{\"statusListCredentials\": [{},{},{},{},{},{},{},{},{}]}")) {
            given().contentType(ContentType.JSON)
                    .body("{\"verifiableCredential\":" + Badge.text(badge) + ",\"options\":" + options + "}")
                    .post("/credentials/verify")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void anUnknownIssuerIsNotChecked() {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        badge.withObject("issuer").put("id", "did:web:elsewhere.example");
        verify(badge)
                .body("verified", equalTo(false))
                .body("checks.find { it.name == 'issuer' }.outcome", equalTo("not-checked"))
                .body("checks.find { it.name == 'issuer' }.reason", containsString("not known here: not checked"))
                .body("checks.find { it.name == 'proof' }.outcome", equalTo("not-checked"));
    }

    @Test
    void somebodyElsesSignatureIsNotTheIssuers() {
        World world = World.create(events);
        World.PublishedCredential told = world.issue();
        Ed25519.Key stranger = Ed25519.fastest().generate();
        String did = DidKey.of(stranger.publicKey());
        ObjectNode forged = Badge.sign(told.document(), DidKey.verificationMethodId(did), stranger);
        verify(forged).body("verified", equalTo(false)).body("errors.code", hasItem("key-not-found"));
        ObjectNode claimed = Badge.sign(told.document(), world.keyId(), stranger);
        verify(claimed).body("verified", equalTo(false)).body("errors.code", hasItem("signature-mismatch"));
    }

    @Test
    void everyFailedCheckIsNamedAtOnce() {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        badge.put("validUntil", YESTERDAY.toString());
        badge.withObject("credentialSubject").withObject("achievement").remove("name");
        verify(badge)
                .body("verified", equalTo(false))
                .body("errors.check", hasItem("schema"))
                .body("errors.check", hasItem("proof"))
                .body("errors.check", hasItem("issuer"))
                .body("errors.check", hasItem("dates"));
    }

    @Test
    void withoutAProofNothingIsVerified() {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        badge.remove("proof");
        verify(badge).body("verified", equalTo(false)).body("errors.code", hasItem("no-proof"));
    }

    @Test
    void severalProofsMustAllHold() {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        JsonNode good = badge.get("proof");
        badge.putArray("proof").add(good).add(good);
        verify(badge).body("verified", equalTo(true));
        ObjectNode bad = good.deepCopy();
        bad.put("created", "2020-01-01T00:00:00Z");
        badge.putArray("proof").add(good).add(bad);
        verify(badge).body("verified", equalTo(false)).body("errors.code", hasItem("signature-mismatch"));
        var many = badge.putArray("proof");
        for (int i = 0; i < 50; i++) {
            many.add(good);
        }
        verify(badge).body("verified", equalTo(false));
    }

    @Test
    void aProofOfAnUnknownKindBesideAGoodOneIsAWarning() {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        JsonNode good = badge.get("proof");
        ObjectNode other = good.deepCopy();
        other.put("cryptosuite", "falcon-2029");
        badge.putArray("proof").add(good).add(other);
        verify(badge).body("verified", equalTo(true)).body("warnings.code", contains("proofs-not-checked"));
        badge.putArray("proof").add(other);
        verify(badge).body("verified", equalTo(false)).body("errors.code", hasItem("unknown-cryptosuite"));
    }

    @Test
    void unknownContextsAreNotFetched() {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        badge.withArray("@context").add("https://evil.example/context.json");
        verify(badge)
                .body("verified", equalTo(false))
                .body("errors.check", hasItem("proof"))
                .body("errors.find { it.check == 'proof' }.detail", containsString("evil.example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e2147483647", "-1e-2147483647", "0e2147483648", "1e400"})
    void numbersBeyondAllMeasureCostNothing(String number) {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        badge.withObject("credentialSubject").withObject("achievement").put("creditsAvailable", 4711);
        given().contentType(ContentType.JSON)
                .body("{\"verifiableCredential\":" + Badge.text(badge).replace("4711", number) + "}")
                .post("/credentials/verify")
                .then()
                .statusCode(200)
                .body("verified", equalTo(false));
    }

    @Test
    void unsignedExtrasAreFound() {
        ObjectNode badge = Badge.selfContained(YESTERDAY);
        badge.withObject("credentialSubject").put("undefinedTerm", "Professor");
        verify(badge).body("verified", equalTo(false));
    }

    @Test
    void anOlderEditionIsAcceptedWithAWarning() {
        Ed25519.Key key = Ed25519.fastest().generate();
        String did = DidKey.of(key.publicKey());
        ObjectNode old = Badge.parse("""
            {"@context": ["https://www.w3.org/2018/credentials/v1",
              "https://w3id.org/security/data-integrity/v2"],
             "id": "urn:uuid:8d8ee4f5-6a5c-4c55-9e1c-1f5f4f1c7d10", "type": ["VerifiableCredential"],
             "issuer": "%s", "issuanceDate": "2024-01-01T00:00:00Z",
             "credentialSubject": {"id": "urn:uuid:0c7f6d5e-1111-4222-8333-444455556666"}}\
            """.formatted(did));
        verify(Badge.sign(old, DidKey.verificationMethodId(did), key))
                .body("errors", empty())
                .body("verified", equalTo(true))
                .body("warnings.code", hasItem("vc-1.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{}",
                "{\"verifiableCredential\": \"eyJhbGciOi.J9.x\"}",
                "{\"verifiableCredential\": {}}",
                "{\"verifiableCredential\": [], \"options\": 5}",
                "{\"verifiableCredential\": {\"a\": 1}, \"credential\": {\"a\": 1}}",
                "{\"verifiableCredential\": {\"a\": 1, \"a\": 2}}",
                "{\"verifiableCredential\": {\"a\": 1}, \"extra\": true}",
                "{\"verifiableCredential\": {\"a\": 1}} trailing",
                "{\"verifiableCredential\": {\"a\": 1}, \"\\ud800\": 1}",
                "{\"verifiableCredential\": {\"a\": 1e99999999999}}",
                "\u00ef\u00bb\u00bf{"
            })
    void malformedBodiesAreRefusedWithAReason(String body) {
        given().contentType(ContentType.JSON)
                .body(body)
                .post("/credentials/verify")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.detail", not(empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@context\": 5, \"type\": {\"a\": []}, \"issuer\": [1], \"proof\": [null, 3, \"x\"]}",
                "{\"@context\": [], \"type\": null, \"issuer\": {}, \"credentialSubject\": [], \"proof\": {}}",
                "{\"issuer\": \"did:key:zNotAKey\", \"proof\": {\"type\": \"DataIntegrityProof\"}}",
                "{\"issuer\": \"did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK\", \"proof\": {\"type\":"
                        + " \"DataIntegrityProof\", \"cryptosuite\": \"eddsa-rdfc-2022\", \"proofValue\": \"z!\"}}",
                "{\"issuer\": \"did:web:..%2f..%2f\", \"validFrom\": 7, \"validUntil\": \"9999999999-99\"}",
                "{\"@context\": {\"@vocab\": \"urn:\"}, \"issuer\":"
                        + " \"did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK\"}",
                "{\"\": \"\", \"@graph\": [{\"@id\": \"x\"}]}",
                "{\"issuer\": \"did:web:a\\u0000b\"}",
                "{\"issuer\": \"did:web:a\\ud800b\"}",
                "{\"issuer\": \"did:web:a\", \"\\udc00\": {\"\\ud800\": 1}}"
            })
    void hostileDocumentsAreAnsweredNotVerified(String document) {
        given().contentType(ContentType.JSON)
                .body("{\"verifiableCredential\":" + document + "}")
                .post("/credentials/verify")
                .then()
                .statusCode(200)
                .body("verified", equalTo(false))
                .body("errors", not(empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 900, 50_000})
    void deepNestingIsAnswered(int depth) throws Exception {
        String badge = Badge.text(Badge.selfContained(YESTERDAY));
        String body = "{\"verifiableCredential\":" + badge.substring(0, badge.length() - 1) + ",\"deep\":"
                + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}}";
        // Sent without REST-assured, which would indent what it sends for its log.
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/credentials/verify"))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(depth > 1000 ? 400 : 200);
            if (response.statusCode() == 200) {
                assertThat(response.body()).startsWith("{\"verified\":false");
            }
        }
    }

    @Test
    void aBodyOfMoreThanAMebibyteIsTooLarge() {
        given().contentType(ContentType.JSON)
                .body("{\"verifiableCredential\":{\"a\":\"" + "x".repeat(1 << 20) + "\"}}")
                .post("/credentials/verify")
                .then()
                .statusCode(413);
    }

    @Test
    void anotherMediaTypeIsNotTaken() {
        given().contentType("text/plain")
                .body("eyJ")
                .post("/credentials/verify")
                .then()
                .statusCode(415);
    }

    @Test
    void theApiDescribesItselfWithExamples() {
        given().accept(ContentType.JSON)
                .get("/verification/openapi")
                .then()
                .statusCode(200)
                .body("openapi", containsString("3.1"))
                .body(
                        "paths.keySet()",
                        org.hamcrest.Matchers.hasItems(
                                "/verification/credentials/{id}",
                                "/verify/{id}",
                                "/credentials/verify",
                                "/verification/grants",
                                "/verification/grants/{employerId}",
                                "/verification/granted/credentials",
                                "/webhooks/endpoints",
                                "/webhooks/endpoints/{id}/secret-rotation",
                                "/webhooks/endpoints/{id}/verification",
                                "/webhooks/endpoints/{id}/verification/renewal",
                                "/webhooks/deliveries",
                                "/webhooks/deliveries/{id}/redelivery"))
                .body(
                        "paths.'/verification/credentials/{id}'.get.responses.'200'.content.'application/json'.examples.revoked.value.status",
                        equalTo("revoked"));
    }

    @Test
    void outcomesAreCounted() {
        verify(Badge.selfContained(YESTERDAY)).body("verified", equalTo(true));
        Management.get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString(
                        "testamur_verifications_total{kind=\"presented\",outcome=\"verified\",path=\"general\"}"))
                .body(containsString("testamur_webhook_oldest_due_seconds"))
                .body(containsString("testamur_credential_record_delay_seconds_bucket{le=\"5.0\""))
                .body(containsString("http_server_requests_seconds_bucket{"));
    }

    private static ValidatableResponse verify(ObjectNode credential) {
        return given().contentType(ContentType.JSON)
                .body("{\"verifiableCredential\":" + Badge.text(credential) + "}")
                .post("/credentials/verify")
                .then()
                .statusCode(200);
    }
}
