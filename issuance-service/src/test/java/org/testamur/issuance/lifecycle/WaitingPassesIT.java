package org.testamur.issuance.lifecycle;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.issuance.result.DecideAgain;
import org.testamur.issuance.status.StatusLists;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Tokens;

/** What staff decided stands whatever results come, until a registrar, who is not the learner, says otherwise. */
@QuarkusTest
class WaitingPassesIT extends IssuanceITCase {

    private static final String MISCONDUCT = "{\"reasonCode\":\"misconduct\"}";

    @Inject
    Sql sql;

    @Inject
    MeterRegistry metrics;

    @Inject
    DecideAgain again;

    @Inject
    Issuers issuers;

    @Inject
    StatusLists statusLists;

    @Inject
    SigningConfig signing;

    @Test
    void aPassAfterARevocationForMisconductWaitsAndTheRegistrarReleasesIt() {
        Campus campus = revoked();
        String old = credentialOf(campus);

        // Only the evidence is another.
        Event corrected = campus.result(2, "passed", 87);
        Campus.data(corrected).withArray("evidence").addObject().put("url", "https://evidence.example/moved");
        events.send("assessment.results", corrected);

        JsonPath award = awaitAward(campus, "waiting");
        assertEquals(List.of("registrar"), award.getList("waitingFor"));
        assertTrue(award.getString("reason").contains("revoked by the institution"));
        assertEquals(old, award.getString("credentialId"));
        awaitGauge();
        learner(campus)
                .get("/issuance/learners/me/awards/" + campus.enrolment)
                .then()
                .body("waitingFor", equalTo(List.of("registrar")));
        registrar(campus)
                .get("/issuance/awards?state=waiting&waitingFor=registrar")
                .then()
                .statusCode(200)
                .body("items.enrolmentId", equalTo(List.of(campus.enrolment.toString())));
        assertEquals(0, missing(campus, 2), "a pass that waits is no missing credential");

        String body = "{\"reasonCode\":\"appeal-upheld\",\"note\":\"The board, 27 November.\"}";
        String etag = registrar(campus).get(path(campus, "")).header("ETag");
        json(registrar(campus))
                .header("If-Match", "\"77\"")
                .body(body)
                .post(path(campus, "/release"))
                .then()
                .statusCode(412);
        json(registrar(campus))
                .header("If-Match", etag)
                .body(body)
                .post(path(campus, "/release"))
                .then()
                .statusCode(200)
                .body("state", equalTo("issued"))
                .body("awardNumber", equalTo(2))
                .body("waitingFor", nullValue());
        String issued = credentialOf(campus);
        assertNotEquals(old, issued);
        assertVerifies(campus, credential(issued));
        // The old one stays revoked.
        awaitRevokedInItsList(campus, credential(old));
        // Repeated, with whatever ETag, it changes nothing more.
        json(registrar(campus))
                .header("If-Match", etag)
                .body(body)
                .post(path(campus, "/release"))
                .then()
                .statusCode(200)
                .body("credentialId", equalTo(issued));
        decide(campus, "refusal", MISCONDUCT).statusCode(409).body("type", containsString("released"));
        registrar(campus)
                .get(path(campus, "/waiting-passes") + "?sort=oldest&count=true")
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("items", hasSize(1))
                .body("items[0].revision", equalTo(2))
                .body("items[0].after", equalTo("revocation"))
                .body("items[0].outcome", equalTo("released"))
                .body("items[0].reasonCode", equalTo("appeal-upheld"))
                .body("items[0].note", equalTo("The board, 27 November."))
                .body("items[0].decidedBy", containsString("#rita"))
                .body("items[0].fact", nullValue());
        assertEquals(0, count("select count(*) from waiting_pass where fact is not null and enrolment_id = ?", campus));
        awaitGauge();
    }

    @Test
    void aRefusedPassComesToNothingAndTheNextOneWaitsAgain() {
        Campus campus = revoked();
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        for (int again = 0; again < 2; again++) {
            decide(campus, "refusal", MISCONDUCT)
                    .statusCode(200)
                    .body("state", equalTo("refused"))
                    .body("reason", equalTo("the institution has refused the pass"));
        }
        assertEquals(0, missing(campus, 2), "nor is one that was refused");
        campus.tellResult(3, "passed", 92);
        awaitAward(campus, "waiting");
        decide(campus, "refusal", MISCONDUCT).statusCode(200);
        // The registrar thinks better of it.
        decide(campus, "release", "{}").statusCode(200).body("state", equalTo("issued"));
        registrar(campus)
                .get(path(campus, "/waiting-passes"))
                .then()
                .body("items.outcome", equalTo(List.of("released", "refused")));
    }

    @Test
    void aSuspendedCredentialIsNotValidAgainAfterFailAndPass() {
        Campus campus = issued();
        String old = credentialOf(campus);
        standing(campus, "suspension", "{\"reasonCode\":\"under-review\"}").statusCode(200);
        campus.tellResult(2, "failed", 20);
        awaitAward(campus, "revoked");
        campus.tellResult(3, "passed", 87);
        awaitAward(campus, "waiting");
        decide(campus, "release", "{\"reasonCode\":\"review-closed\"}")
                .statusCode(200)
                .body("state", equalTo("issued"));
        assertNotEquals(old, credentialOf(campus));
        registrar(campus).get(path(campus, "/waiting-passes")).then().body("items[0].after", equalTo("suspension"));
    }

    @Test
    void aReinstatedOneThatAFailRevokedIsAwardedAnewByThePassAlone() {
        Campus campus = issued();
        standing(campus, "suspension", "{\"reasonCode\":\"appeal\"}").statusCode(200);
        standing(campus, "reinstatement", "{}").statusCode(200);
        campus.tellResult(2, "withdrawn", 87);
        awaitAward(campus, "revoked");
        campus.tellResult(3, "passed", 87);
        assertEquals(2, awaitAward(campus, "issued").getInt("awardNumber"));
    }

    @Test
    void whatAFailRevokedStaffMayRevokeTooAndThenItIsTheirsToEnd() {
        Campus campus = issued();
        campus.tellResult(2, "failed", 20);
        awaitAward(campus, "revoked");
        standing(campus, "revocation", MISCONDUCT).statusCode(200).body("reasonCode", equalTo("misconduct"));
        standing(campus, "revocation", "{\"reasonCode\":\"other\"}")
                .statusCode(200)
                .body("reasonCode", equalTo("misconduct"));
        campus.tellResult(3, "passed", 87);
        awaitAward(campus, "waiting");
    }

    @Test
    void aFailTakesAWaitingPassAwayAndTheRevocationIsSeenAgain() {
        Campus campus = revoked();
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        campus.tellResult(3, "failed", 20);
        JsonPath award = awaitAward(campus, "revoked");
        assertEquals("there was misconduct in the assessment", award.getString("reason"));
        decide(campus, "release", "{}").statusCode(409).body("type", containsString("no-pass-waits"));
        decide(campus, "refusal", MISCONDUCT).statusCode(409);
        registrar(campus)
                .get(path(campus, "/waiting-passes"))
                .then()
                .body("items[0].outcome", equalTo("overtaken"))
                .body("items[0].decidedBy", equalTo("service"));
    }

    @Test
    void manyResultsAtOnceUndoNoDecisionEither() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 87);
        awaitAward(campus, "issued");
        List<Campus> all = java.util.stream.IntStream.range(0, 12)
                .mapToObj(i -> campus.withAnotherLearner())
                .toList();
        all.forEach(one -> {
            one.tellLearner(1);
            one.tellEnrolment();
        });
        all.forEach(one -> one.tellResult(1, "passed", 87));
        all.forEach(one -> awaitAward(one, "issued"));
        all.forEach(one -> standing(one, "revocation", MISCONDUCT).statusCode(200));
        // In one go, so that they are taken together, with first results of others between them.
        List<Campus> others =
                all.stream().map(one -> campus.withAnotherLearner()).toList();
        others.forEach(one -> {
            one.tellLearner(1);
            one.tellEnrolment();
        });
        for (int i = 0; i < all.size(); i++) {
            all.get(i).tellResult(2, "passed", 91);
            others.get(i).tellResult(1, "passed", 87);
        }
        others.forEach(one -> awaitAward(one, "issued"));
        all.forEach(one -> awaitAward(one, "waiting"));
        registrar(campus)
                .get("/issuance/awards?waitingFor=registrar&limit=100")
                .then()
                .body("items", hasSize(12));
    }

    /** The result may be here before the enrolment, which it waits for first. */
    private static JsonPath awaitRegistrar(Campus campus) {
        return awaitAward(
                campus,
                award -> award.getString("state").equals("waiting")
                        && award.getList("waitingFor").equals(List.of("registrar")));
    }

    @Test
    void whoEnrolsAnewIsUnderTheSameDecision() {
        Campus campus = revoked();
        String old = credentialOf(campus);
        Campus again = campus.enrolledAnew();
        again.tellEnrolment();
        again.tellResult(1, "passed", 91);

        JsonPath award = awaitRegistrar(again);
        assertTrue(award.getString("reason").contains("another enrolment"), award.getString("reason"));
        assertEquals(0, count("select count(*) from credential where enrolment_id = ?", again));
        assertEquals(0, missing(again, 1), "a pass that waits is no missing credential");
        registrar(again)
                .get(path(again, "/waiting-passes"))
                .then()
                .body("items[0].after", equalTo("revocation"))
                .body("items[0].afterEnrolmentId", equalTo(campus.enrolment.toString()));

        // A fail takes it away, and the next pass waits again, until the registrar ends the decision.
        again.tellResult(2, "failed", 20);
        awaitAward(again, "none");
        decide(again, "release", "{}").statusCode(409);
        again.tellResult(3, "passed", 91);
        awaitRegistrar(again);
        decide(again, "release", "{\"reasonCode\":\"appeal-upheld\"}")
                .statusCode(200)
                .body("state", equalTo("issued"))
                .body("awardNumber", equalTo(1));
        assertVerifies(again, credential(credentialOf(again)));
        // The old one stays revoked.
        awaitRevokedInItsList(campus, credential(old));
        // It is ended for good: what a result took back a result awards again, here and elsewhere.
        again.tellResult(4, "withdrawn", 91);
        awaitAward(again, "revoked");
        again.tellResult(5, "passed", 91);
        assertEquals(2, awaitAward(again, "issued").getInt("awardNumber"));
        Campus third = campus.enrolledAnew();
        third.tellEnrolment();
        third.tellResult(1, "passed", 91);
        awaitAward(third, "issued");
    }

    @Test
    void aSuspensionBindsOtherEnrolmentsUntilItEndsAndNothingElseOfTheLearner() {
        Campus campus = issued();
        standing(campus, "suspension", "{\"reasonCode\":\"under-review\"}").statusCode(200);
        Campus again = campus.enrolledAnew();
        again.tellEnrolment();
        again.tellResult(1, "passed", 91);
        awaitRegistrar(again);
        registrar(again).get(path(again, "/waiting-passes")).then().body("items[0].after", equalTo("suspension"));
        Campus another = campus.withAnotherMicroCredential();
        another.tellMicroCredential();
        another.tellEnrolment();
        another.tellResult(1, "passed", 91);
        awaitAward(another, "issued");
        Campus elsewhere = campus.elsewhere();
        elsewhere.tellOrganisation();
        elsewhere.tellMicroCredential();
        elsewhere.tellEnrolment();
        elsewhere.tellResult(1, "passed", 91);
        awaitAward(elsewhere, "issued");
        standing(campus, "reinstatement", "{}").statusCode(200);
        Campus afterwards = campus.enrolledAnew();
        afterwards.tellEnrolment();
        afterwards.tellResult(1, "passed", 91);
        awaitAward(afterwards, "issued");
        // Which pass came of a learner who was under review is still for the registrar to say.
        assertEquals("waiting", awaitAward(again, award -> true).getString("state"));
    }

    @Test
    void aNewerPassThatCannotBeDecidedOnYetHidesNoneThatWaitsForTheRegistrar() {
        Campus campus = revoked();
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        update("update learner set known = false where learner_id = ?", campus.learner);
        campus.tellResult(3, "passed", 92);
        await(() -> parked(campus), parked -> parked == 1);
        assertEquals(List.of("registrar"), awaitAward(campus, award -> true).getList("waitingFor"));
        registrar(campus)
                .get("/issuance/awards?state=waiting&waitingFor=registrar")
                .then()
                .body("items.enrolmentId", equalTo(List.of(campus.enrolment.toString())));
        campus.tellLearner(2);
        await(() -> parked(campus), parked -> parked == 0);
        assertEquals(List.of("registrar"), awaitAward(campus, "waiting").getList("waitingFor"));
        registrar(campus)
                .get(path(campus, "/waiting-passes"))
                .then()
                .body("items.revision", equalTo(List.of(3, 2)))
                .body("items[1].outcome", equalTo("overtaken"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "refusal"})
    void anOvertakenPassIsNotDecidedOnWhileTheNewerOneIsDecidedAgain(String what) {
        Campus campus = revoked();
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        if (what.equals("release")) {
            decide(campus, "refusal", MISCONDUCT).statusCode(200);
        }
        Event undated = campus.result(3, "passed", 92);
        Campus.data(undated).remove("assessedOn");
        events.send("assessment.results", undated);
        await(() -> count("select result_revision from award where enrolment_id = ?", campus), at -> at == 3);
        // As a repair leaves it when what the newer one refers to is not here.
        Access.system(campus.institution)
                .run(() -> QuarkusTransaction.requiringNew().run(() -> again.reopen(campus.enrolment, 3)));
        String before = registrar(campus).get(path(campus, "/waiting-passes")).asString();
        decide(campus, what, "{\"reasonCode\":\"other\"}")
                .statusCode(409)
                .body("type", containsString("pass-overtaken"))
                .body("detail", containsString("newer result"));
        assertEquals(
                before, registrar(campus).get(path(campus, "/waiting-passes")).asString());
    }

    @Test
    void nobodyReadsWhatStaffNotedOfThem() {
        Campus campus = revoked();
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        String changes = "/issuance/credentials/" + credentialOf(campus) + "/changes";
        double before = ownRefused();
        for (String notes : List.of(changes, path(campus, "/waiting-passes"))) {
            registrar(campus).get(notes).then().statusCode(200);
            learnerAsRegistrar(campus).get(notes).then().statusCode(403).body("type", containsString("own-credential"));
        }
        assertEquals(before + 2, ownRefused());
        update("delete from learner where learner_id = ?", campus.learner);
        for (String notes : List.of(changes, path(campus, "/waiting-passes"))) {
            registrar(campus).get(notes).then().statusCode(503);
        }
        campus.tellLearner(2);
        await(() -> registrar(campus).get(changes).statusCode(), status -> status == 200);
    }

    /** Where all others are in use, whoever needed two at a time would wait for what nobody gives back. */
    @Test
    void aReleaseHoldsOneConnectionAtATime() throws Exception {
        Campus campus = revoked();
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        // Nothing is left of the block of places that the first credential was given one of.
        int left = (int) count(
                        "select sum(next_counter) from status_family where institution_id = ?::uuid::text",
                        campus.institution)
                - 1;
        Issuer issuer = Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> issuers.of(campus.institution).orElseThrow()));
        statusLists.reserve(issuer, left);
        int share = ConfigProvider.getConfig()
                .getOptionalValue("testamur.connections.requests", Integer.class)
                .orElse(8);
        // A request of another test may end only now.
        await(
                () -> metrics.get("testamur.connections.busy")
                        .tag("work", "requests")
                        .gauge()
                        .value(),
                busy -> busy == 0);
        CountDownLatch held = new CountDownLatch(share);
        CountDownLatch done = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(share)) {
            threads.submit(() -> holdAward(campus, held));
            for (int i = 0; i < share - 1; i++) {
                threads.execute(() -> Access.everywhere()
                        .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                            sql.first("select 1", row -> true);
                            held.countDown();
                            try {
                                done.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        })));
            }
            try {
                held.await();
                decide(campus, "release", "{}").statusCode(200).body("state", equalTo("issued"));
            } finally {
                done.countDown();
            }
        }
    }

    /** Until the release waits for it, and for so long that what the instance keeps of the key is to be read anew. */
    private @Nullable Void holdAward(Campus campus, CountDownLatch held) throws Exception {
        Config config = ConfigProvider.getConfig();
        try (Connection owner = DriverManager.getConnection(
                        config.getValue("quarkus.datasource.jdbc.url", String.class),
                        config.getValue("quarkus.flyway.username", String.class),
                        config.getValue("quarkus.flyway.password", String.class));
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("select 1 from award where enrolment_id = '%s' for update".formatted(campus.enrolment));
            held.countDown();
            await(() -> isWaitedFor(statement), waiting -> waiting);
            Thread.sleep(signing.keys().staleness().plusMillis(200));
            owner.rollback();
        }
        return null;
    }

    /** Whether somebody waits for this connection's transaction. */
    private static boolean isWaitedFor(Statement statement) {
        try (ResultSet locks = statement.executeQuery("select exists (select 1 from pg_locks where not granted"
                + " and transactionid::text = txid_current_if_assigned()::text)")) {
            return locks.next() && locks.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void nobodyDecidesOnACredentialOfTheirOwn() {
        Campus campus = issued();
        double before = ownRefused();
        for (String what : List.of("suspension", "reinstatement", "revocation")) {
            json(learnerAsRegistrar(campus))
                    .body("{\"reasonCode\":\"other\"}")
                    .post("/issuance/credentials/" + credentialOf(campus) + "/" + what)
                    .then()
                    .statusCode(403)
                    .body("type", containsString("own-credential"));
        }
        standing(campus, "revocation", MISCONDUCT).statusCode(200);
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        for (String what : List.of("release", "refusal")) {
            json(learnerAsRegistrar(campus))
                    .body("{\"reasonCode\":\"other\"}")
                    .post(path(campus, "/" + what))
                    .then()
                    .statusCode(403)
                    .body("type", containsString("own-credential"));
        }
        awaitAward(campus, "waiting");
        assertEquals(before + 5, ownRefused());
    }

    @Test
    void whileTheLearnerIsNotKnownNobodyDecides() {
        Campus campus = issued();
        update("delete from learner where learner_id = ?", campus.learner);
        standing(campus, "suspension", "{\"reasonCode\":\"appeal\"}")
                .statusCode(503)
                .body("type", containsString("learner-not-here-yet"));
        campus.tellLearner(2);
        await(
                () -> standing(campus, "suspension", "{\"reasonCode\":\"appeal\"}")
                        .extract()
                        .statusCode(),
                status -> status == 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"release", "refusal"})
    void onlyRegistrarsOfTheInstitutionDecide(String what) {
        Campus campus = revoked();
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        Campus other = issued();
        String body = "{\"reasonCode\":\"other\"}";
        json(registrar(other)).body(body).post(path(campus, "/" + what)).then().statusCode(404);
        registrar(other).get(path(campus, "/waiting-passes")).then().statusCode(404);
        json(as(Tokens.of("sam").institution(campus.slug, "assessor")))
                .body(body)
                .post(path(campus, "/" + what))
                .then()
                .statusCode(403);
        json(learner(campus)).body(body).post(path(campus, "/" + what)).then().statusCode(403);
        json(given()).body(body).post(path(campus, "/" + what)).then().statusCode(401);
        decide(campus, what, "{\"reasonCode\":\"name-changed\"}").statusCode(400);
        decide(campus, what, "{\"reasonCode\":\"other\",\"note\":\"" + "x".repeat(1001) + "\"}")
                .statusCode(400);
        decide(other, what, body).statusCode(409).body("type", containsString("no-pass-waits"));
        awaitAward(campus, "waiting");
    }

    @Test
    void anErasureTakesAWaitingPassWithIt() {
        Campus campus = revoked();
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        campus.tellErasure();
        await(() -> count("select count(*) from waiting_pass where enrolment_id = ?", campus), left -> left == 0);
        decide(campus, "release", "{}").statusCode(404);
    }

    @Test
    void aPassThatWouldNotVerifyGoesOnWaiting() {
        Campus campus = revoked();
        campus.consents = true;
        Event learner = campus.learner(2);
        Campus.data(learner).put("did", "no address at all").put("didProvedAt", "2026-11-20T08:00:00Z");
        events.send("enrolment.learners", learner);
        await(
                () -> count("select count(*) from learner where version = 2 and learner_id = ?", campus.learner),
                known -> known == 1);
        campus.tellResult(2, "passed", 91);
        awaitAward(campus, "waiting");
        decide(campus, "release", "{}").statusCode(409).body("type", containsString("would-not-verify"));
        assertFalse(awaitAward(campus, "waiting").getList("waitingFor").isEmpty());
        campus.tellLearner(3);
        await(() -> decide(campus, "release", "{}").extract().statusCode(), status -> status == 200);
        assertTrue(credential(credentialOf(campus)).contains("Asha Rao"));
    }

    private Campus issued() {
        Campus campus = new Campus(events);
        campus.tellAll().tellResult(1, "passed", 87);
        awaitAward(campus, "issued");
        return campus;
    }

    private Campus revoked() {
        Campus campus = issued();
        standing(campus, "revocation", MISCONDUCT).statusCode(200);
        return campus;
    }

    private static String credentialOf(Campus campus) {
        return awaitAward(campus, award -> true).getString("credentialId");
    }

    private static RequestSpecification json(RequestSpecification request) {
        return request.contentType("application/json");
    }

    private static RequestSpecification learnerAsRegistrar(Campus campus) {
        return as(Tokens.of(campus.subject).institution(campus.slug, "registrar"));
    }

    private static ValidatableResponse standing(Campus campus, String what, String body) {
        return json(registrar(campus))
                .body(body)
                .post("/issuance/credentials/" + credentialOf(campus) + "/" + what)
                .then();
    }

    private static ValidatableResponse decide(Campus campus, String what, String body) {
        return json(registrar(campus)).body(body).post(path(campus, "/" + what)).then();
    }

    private static String path(Campus campus, String rest) {
        return "/issuance/awards/" + campus.enrolment + rest;
    }

    /** The gauge is counted every few seconds, over all institutions. */
    private void awaitGauge() {
        await(
                () -> metrics.get("testamur.awards.waiting.registrar").gauge().value()
                        - count("select count(*) from waiting_pass where outcome is null"),
                difference -> difference == 0);
    }

    private double ownRefused() {
        return metrics.get("testamur.credentials.own.refused").counter().count();
    }

    /** Once reconciliation knows of this revision. */
    private int missing(Campus campus, long revision) {
        await(() -> count("select revision from result_told where enrolment_id = ?", campus), told -> told == revision);
        return registrar(campus)
                .get("/issuance/reconciliation/passes-without-credential?from=2026-01-01T00:00:00Z")
                .jsonPath()
                .getList("items")
                .size();
    }

    private long parked(Campus campus) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(
                                        "select count(*) from parked_event where consumer = 'issuance.results' and key = ?",
                                        row -> row.getLong(1),
                                        campus.enrolment.toString())
                                .orElseThrow()));
    }

    private long count(String query) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1)).orElse(0L)));
    }

    private long count(String query, Campus campus) {
        return count(query, campus.enrolment);
    }

    private long count(String query, UUID argument) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1), argument)
                                .orElse(0L)));
    }

    private void update(String statement, Object... arguments) {
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(() -> sql.update(statement, arguments)));
    }
}
