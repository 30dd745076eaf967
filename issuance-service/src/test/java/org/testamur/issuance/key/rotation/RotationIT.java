package org.testamur.issuance.key.rotation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Arc;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.Contract;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.issuer.PublishIssuer;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.store.KeyAudit;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Management;
import org.testamur.testing.Tokens;

@QuarkusTest
class RotationIT extends IssuanceITCase {

    @Inject
    BackgroundWork work;

    @Inject
    PublishIssuer publish;

    @Inject
    SigningKeys keys;

    @Inject
    KeyAudit audit;

    @Inject
    SigningConfig config;

    @Inject
    PlatformConfig platform;

    @Inject
    Sql sql;

    @Inject
    Clock clock;

    private static String keysOf(Campus campus) {
        return "/issuance/issuers/" + campus.institution + "/keys";
    }

    private static Campus issuing() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        awaitAward(campus, "issued");
        return campus;
    }

    private static String document(Campus campus) {
        return credential(awaitAward(campus, "issued").getString("credentialId"));
    }

    private static String signedBy(String document) {
        return json(document).at("/proof/verificationMethod").textValue();
    }

    private static void rotate(Campus campus) {
        registrar(campus).post(keysOf(campus)).then().statusCode(201);
    }

    /** What an instance whose clock stands later makes of an institution's keys; true when it changed them. */
    private boolean advanceLater(Campus campus, Duration by) {
        RotateKeys rotate = new RotateKeys(publish, keys, audit, config, Clock.offset(clock, by));
        return Access.system(campus.institution)
                .call(() -> QuarkusTransaction.requiringNew().call(() -> rotate.advance(campus.institution)));
    }

    private static ObjectNode did(Campus campus) {
        return json(given().get("/issuers/" + campus.slug + "/did.json").asString());
    }

    private static List<ObjectNode> told(Campus campus) {
        return events.read("issuance.issuers").stream()
                .filter(event -> event.key().equals(campus.institution.toString()))
                .map(Campus::data)
                .toList();
    }

    private static ObjectNode awaitTold(Campus campus, long version) {
        Event event = events.await(
                "issuance.issuers",
                told -> told.key().equals(campus.institution.toString())
                        && Campus.data(told).get("version").longValue() == version);
        assertEquals(List.of(), Contract.faults("issuance.issuers", Campus.data(event)));
        return Campus.data(event);
    }

    @Test
    void theNextKeyIsPublishedAtOnceAndSignsOnlyWhenEverybodyCanKnowIt() {
        Campus campus = issuing();
        String before = document(campus);

        registrar(campus)
                .post(keysOf(campus))
                .then()
                .statusCode(201)
                .body("number", equalTo(2))
                .body("state", equalTo("pending"))
                .body("signsFrom", notNullValue())
                .body("history[0].act", equalTo("made"))
                .body("history[0].by", endsWith("#rita"));

        given().get("/issuers/" + campus.slug + "/did.json")
                .then()
                .header("Cache-Control", "public, max-age=60")
                .body("verificationMethod", hasSize(2))
                .body("assertionMethod", hasSize(2));
        ObjectNode told = awaitTold(campus, 2);
        assertEquals("pending", told.at("/keys/1/state").textValue());
        assertTrue(
                Instant.parse(told.at("/keys/1/signsFrom").textValue())
                        .isAfter(clock.instant().plusSeconds(60)),
                "longer than a document is kept");
        registrar(campus).post(keysOf(campus)).then().statusCode(409).body("type", endsWith("rotation-under-way"));

        assertFalse(advanceLater(campus, Duration.ofSeconds(60)), "it waits");
        campus.tellResult(2, "passed", 81);
        assertTrue(signedBy(document(campus)).endsWith("#key-1"));
        assertVerifies(campus, before);
    }

    @Test
    void ofInstancesSideBySideOneLetsTheNextKeyTakeOver() throws Exception {
        Campus campus = issuing();
        String before = document(campus);
        rotate(campus);
        int instances = 4;
        CyclicBarrier start = new CyclicBarrier(instances);
        int changed = 0;
        try (var threads = Executors.newFixedThreadPool(instances)) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    Arc.container().requestContext().activate();
                    try {
                        return advanceLater(campus, Duration.ofSeconds(121)) ? 1 : 0;
                    } finally {
                        Arc.container().requestContext().terminate();
                    }
                }));
            }
            for (Future<Integer> one : running) {
                changed += one.get();
            }
        }
        assertEquals(1, changed);

        ObjectNode told = awaitTold(campus, 3);
        assertEquals("retired", told.at("/keys/0/state").textValue());
        assertEquals("active", told.at("/keys/1/state").textValue());
        assertEquals(3, told(campus).size());
        registrar(campus)
                .get(keysOf(campus))
                .then()
                .body("keys.state", contains("retired", "active"))
                .body("keys[0].validUntil", notNullValue())
                .body("keys[1].validUntil", nullValue())
                .body("keys[1].history.act", contains("made", "activated"));

        // The running instance hears of it without a restart.
        awaitSignedBy(campus, "#key-2", 2);
        assertVerifies(campus, document(campus));
        assertVerifies(campus, before);
        assertEquals(2, did(campus).get("verificationMethod").size());
        assertEquals(2, history(campus).getList("versions").size(), "a document that stays is no new version");
    }

    /** Corrects the result until the credential is signed by the key. */
    private static void awaitSignedBy(Campus campus, String key, long revision) {
        long[] next = {revision};
        await(
                () -> {
                    String last = document(campus);
                    long now = next[0]++;
                    campus.tellResult(now, "failed", 20);
                    awaitAward(campus, "revoked");
                    campus.tellResult(next[0]++, "passed", 80);
                    await(() -> document(campus), text -> !text.equals(last));
                    return signedBy(document(campus));
                },
                signer -> signer.endsWith(key));
    }

    private static JsonPath history(Campus campus) {
        return given().get("/issuers/" + campus.slug + "/did-history")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    void aProofOfAnInstanceThatHasNotHeardOfTheChangeCounts() {
        Campus campus = issuing();
        SigningKeys.Active stale = keys.active(campus.institution).orElseThrow();
        rotate(campus);
        assertTrue(advanceLater(campus, Duration.ofSeconds(121)));

        var retired = Access.system(campus.institution)
                .call(() -> QuarkusTransaction.requiringNew().call(() -> keys.all(campus.institution)))
                .getFirst();
        Instant lastUse = clock.instant().plusSeconds(121).plus(config.keys().staleness());
        assertEquals(stale.key().id(), retired.id());
        assertTrue(retired.covers(lastUse), "signed at the end of what an instance may not know");
        assertFalse(retired.covers(lastUse.plus(config.keys().retirementGrace()).plusSeconds(1)));
    }

    @Test
    void anInstanceFindsByItselfWhoseTimeHasCome() {
        Campus campus = issuing();
        rotate(campus);
        Clock moved = Clock.offset(clock, Duration.ofSeconds(121));
        RotateKeys rotate = new RotateKeys(publish, keys, audit, config, moved);
        assertTrue(new KeyRotation(sql, rotate, config, platform, work, moved).advanceDue() >= 1);
        registrar(campus).get(keysOf(campus)).then().body("keys.state", contains("retired", "active"));
    }

    @Test
    void theOnlyKeyThatSignsCannotBeRetiredAndAPendingOneCanBeGivenUp() {
        Campus campus = issuing();
        registrar(campus)
                .post(keysOf(campus) + "/1/retirement")
                .then()
                .statusCode(409)
                .body("type", endsWith("no-successor"));
        rotate(campus);
        registrar(campus)
                .post(keysOf(campus) + "/1/retirement")
                .then()
                .statusCode(409)
                .body("type", endsWith("successor-waits"));
        for (int i = 0; i < 2; i++) {
            registrar(campus)
                    .post(keysOf(campus) + "/2/retirement")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("retired"))
                    .body("history.act", contains("made", "retired"));
        }
        registrar(campus).post(keysOf(campus) + "/9/retirement").then().statusCode(404);
        as(Tokens.operator()).post(keysOf(campus)).then().statusCode(201).body("number", equalTo(3));
    }

    @Test
    void onlyThoseWhoLookAfterTheInstitutionSeeAndChangeItsKeys() {
        Campus campus = issuing();
        Campus other = issuing();
        given().get(keysOf(campus)).then().statusCode(401);
        as(Tokens.of("sam").institution(campus.slug, "assessor"))
                .get(keysOf(campus))
                .then()
                .statusCode(403);
        learner(campus).post(keysOf(campus)).then().statusCode(403);
        registrar(other).get(keysOf(campus)).then().statusCode(404);
        registrar(other).post(keysOf(campus)).then().statusCode(404);
        registrar(other).post(keysOf(campus) + "/1/retirement").then().statusCode(404);
        as(Tokens.operator()).get(keysOf(campus)).then().statusCode(200).body("keys", hasSize(1));
        as(Tokens.operator())
                .get("/issuance/issuers/" + org.testamur.platform.Uuid7.next() + "/keys")
                .then()
                .statusCode(404);
    }

    @Test
    void theDidDocumentOfAnyTimeIsThere() {
        Campus campus = issuing();
        String first = given().get("/issuers/" + campus.slug + "/did.json").asString();
        // Documents are dated to the second.
        Instant made = Instant.parse(history(campus).getString("versions[0].validFrom"));
        await(clock::instant, now -> now.isAfter(made.plusSeconds(1)));
        rotate(campus);
        JsonPath history = history(campus);
        assertEquals(campus.issuerId(), history.getString("issuerId"));
        assertEquals(2, history.getList("versions").size());
        assertEquals(history.getString("versions[0].validUntil"), history.getString("versions[1].validFrom"));
        assertEquals(
                2, history.getList("versions[1].didDocument.assertionMethod").size());

        String did = "/issuers/" + campus.slug + "/did.json";
        String then = given().queryParam("versionTime", made.toString())
                .get(did)
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .extract()
                .asString();
        assertEquals(first, then);
        given().queryParam("versionTime", history.getString("versions[1].validFrom"))
                .get(did)
                .then()
                .statusCode(200)
                .header("Cache-Control", "public, max-age=60")
                .body("verificationMethod", hasSize(2));
        given().queryParam("versionTime", made.minusSeconds(1).toString())
                .get(did)
                .then()
                .statusCode(404);
        given().queryParam("versionTime", clock.instant().plusSeconds(60).toString())
                .get(did)
                .then()
                .statusCode(400);
        given().queryParam("versionTime", "yesterday").get(did).then().statusCode(400);
        for (String beforeAll :
                List.of("1969-12-31T23:59:59Z", "-9999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z")) {
            given().queryParam("versionTime", beforeAll).get(did).then().statusCode(404);
        }
        given().get("/issuers/nobody/did-history").then().statusCode(404);
    }

    @Test
    void metricsTellOfKeys() {
        issuing();
        String metrics =
                Management.get("/metrics").then().statusCode(200).extract().asString();
        for (String name : List.of(
                "testamur_signing_keys{state=\"active\"}",
                "testamur_signing_keys_oldest_active_seconds",
                "testamur_signing_keys_rewrap_left")) {
            assertTrue(metrics.contains(name), name);
        }
    }
}
