package org.testamur.issuance.reconciliation;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.erasure.EraseLearner;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Management;
import org.testamur.testing.Tokens;

/** What was tampered with is found, each kind by its name, and mended where that needs no judgement. */
@QuarkusTest
class ReconciliationIT extends IssuanceITCase {

    private static final String PATH = "/issuance/reconciliation";
    private static final String PASSES = PATH + "/passes-without-credential";
    private static final String CREDENTIALS = PATH + "/credentials-without-pass";
    private static final String DUPLICATES = PATH + "/duplicates";

    @Inject
    Sql sql;

    @Inject
    PublishedResultConsumer told;

    @Inject
    EraseLearner erase;

    @Test
    void whatMatchesIsNoFinding() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        registrar(campus)
                .get(PATH)
                .then()
                .statusCode(200)
                .body("results", equalTo(1))
                .body("credentials", equalTo(1))
                .body("passesWithoutCredential.total", equalTo(0))
                .body("credentialsWithoutPass.total", equalTo(0))
                .body("duplicates.total", equalTo(0));
        registrar(campus).get(PATH + "?from=yesterday").then().statusCode(400);
        registrar(campus).get(PATH + "/nothing").then().statusCode(404);
    }

    @Test
    void aPassThatWaitsSaysForWhat() {
        Campus campus = new Campus(events);
        campus.tellOrganisation();
        campus.tellMicroCredential();
        campus.tellEnrolment();
        campus.tellResult(1, "passed", 87);
        awaitAward(campus, "waiting");
        JsonPath finding = awaitFinding(campus, PASSES, "waiting");
        // The issuer's key may still be on its way too.
        assertTrue(finding.getString("items[0].detail").contains("learner"));
        // A repair looks at all institutions, and other tests leave passes that wait.
        assertTrue(repair().getInt("waiting") >= 1);
        assertEquals(1, registrar(campus).get(PATH).jsonPath().getInt("passesWithoutCredential.total"));
        campus.tellLearner(1);
        awaitAward(campus, "issued");
        assertNothing(campus, PASSES);
    }

    @Test
    void aPassWhoseCredentialIsLostIsDecidedAgainOnce() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        tamper("delete from credential where enrolment_id = ?", campus.enrolment);
        awaitFinding(campus, PASSES, "credential-missing");
        awaitGauge("testamur_reconciliation_findings{kind=\"passes-without-credential\",why=\"credential-missing\"");

        repair();
        assertNothing(campus, PASSES);
        JsonPath award = awaitAward(campus, "issued");
        assertEquals(2, award.getInt("awardNumber"));
        assertVerifies(campus, credential(award.getString("credentialId")));
        repair();
        assertEquals(2, awaitAward(campus, "issued").getInt("awardNumber"));
        assertEquals(1L, look("select count(*) from credential where enrolment_id = ?", campus.enrolment));
    }

    @Test
    void aPassThatNobodyDecidedOnIsDecided() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        tamper("delete from credential where enrolment_id = ?", campus.enrolment);
        tamper("delete from award where enrolment_id = ?", campus.enrolment);
        awaitFinding(campus, PASSES, "undecided");
        repair();
        assertNothing(campus, PASSES);
        awaitAward(campus, "issued");
    }

    @Test
    void aRepairUndoesNoRevocationByStaffWhoseAwardIsLost() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        String id = awaitAward(campus, "issued").getString("credentialId");
        revoke(campus, id);
        tamper("delete from award where enrolment_id = ?", campus.enrolment);
        awaitFinding(campus, PASSES, "undecided");

        repair();

        assertNothing(campus, PASSES);
        JsonPath award = awaitAward(campus, now -> true);
        assertEquals("waiting", award.getString("state"));
        assertEquals(List.of("registrar"), award.getList("waitingFor"));
        assertEquals(id, award.getString("credentialId"));
        assertEquals(1, award.getInt("awardNumber"));
        registrar(campus)
                .get("/issuance/credentials/" + id)
                .then()
                .body("state", equalTo("revoked"))
                .body("reasonCode", equalTo("misconduct"));
        assertEquals(1L, look("select count(*) from credential where enrolment_id = ?", campus.enrolment));
    }

    @Test
    void anAwardThatLostItsCredentialIsGivenItBackByARepair() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        String id = awaitAward(campus, "issued").getString("credentialId");
        revoke(campus, id);
        tamper(
                "update award set state = 'NONE', credential_id = null, credential_url = null, award_number = 0"
                        + " where enrolment_id = ?",
                campus.enrolment);
        awaitFinding(campus, PASSES, "credential-missing");
        repair();
        assertEquals(id, awaitAward(campus, "waiting").getString("credentialId"));
        assertEquals(1L, look("select count(*) from credential where enrolment_id = ?", campus.enrolment));
    }

    @Test
    void aResultAfterAnAwardWasLostGoesOnFromItsCredentials() {
        Campus revoked = issued();
        String id = awaitAward(revoked, "issued").getString("credentialId");
        revoke(revoked, id);
        Campus corrected = new Campus(events);
        corrected.consents = true;
        corrected.tellAll().tellResult(1, "passed", 87);
        String old = awaitAward(corrected, "issued").getString("credentialId");
        tamper("delete from award where enrolment_id = ?", revoked.enrolment);
        tamper("delete from award where enrolment_id = ?", corrected.enrolment);

        revoked.tellResult(2, "passed", 91);
        corrected.tellResult(2, "passed", 91);

        JsonPath waits = awaitAward(revoked, "waiting");
        assertEquals(List.of("registrar"), waits.getList("waitingFor"));
        assertEquals(id, waits.getString("credentialId"));
        awaitAward(
                corrected,
                award -> award.get("awardNumber") != null
                        && award.getInt("awardNumber") == 2
                        && award.getString("state").equals("issued"));
        assertEquals(
                "superseded",
                awaitCredentialFact(old, "superseded").get("state").textValue());
    }

    private static void revoke(Campus campus, String id) {
        registrar(campus)
                .contentType("application/json")
                .body("{\"reasonCode\":\"misconduct\"}")
                .post("/issuance/credentials/" + id + "/revocation")
                .then()
                .statusCode(200);
    }

    @Test
    void aPassThatWasRefusedSaysWhyAndIsDecidedAgain() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        tamper("delete from credential where enrolment_id = ?", campus.enrolment);
        tamper(
                "update award set state = 'REFUSED', reason = 'its document would not verify', credential_id = null"
                        + " where enrolment_id = ?",
                campus.enrolment);
        assertEquals(
                "its document would not verify",
                awaitFinding(campus, PASSES, "refused").getString("items[0].detail"));
        repair();
        assertNothing(campus, PASSES);
    }

    @Test
    void aDeadLetterIsNamedAndTriedAgain() {
        Campus campus = new Campus(events).tellAll();
        campus.tellOrganisation();
        Event unreadable = campus.result(1, "passed", 87);
        Campus.data(unreadable).put("evidence", "not a list");
        events.send("assessment.results", unreadable);
        awaitFinding(campus, PASSES, "dead-letter");
        assertTrue(repair().getInt("redriven") >= 1);
        awaitFinding(campus, PASSES, "dead-letter");
    }

    @Test
    void aCredentialWithoutAPassIsListedAndNotRevoked() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        tamper(
                "update result_told set outcome = 'failed', recorded_at = now() - interval '1 hour'"
                        + " where enrolment_id = ?",
                campus.enrolment);
        awaitFinding(campus, CREDENTIALS, "failed");
        tamper("delete from result_told where enrolment_id = ?", campus.enrolment);
        JsonPath finding = awaitFinding(campus, CREDENTIALS, "no-result");
        awaitGauge("testamur_reconciliation_findings{kind=\"credentials-without-pass\",why=\"no-result\"");
        repair();
        assertEquals("issued", awaitAward(campus, "issued").getString("state"));
        given().get("/credentials/" + finding.getString("items[0].credentialId"))
                .then()
                .statusCode(200);
    }

    @Test
    void aCredentialForEarlierWorkIsOfThePeriodInWhichItIsIssued() {
        Campus campus = new Campus(events);
        campus.validity = null;
        campus.tellAll();
        Event recognised = campus.result(1, "passed", 87);
        Campus.data(recognised).put("assessedOn", "2019-05-20");
        events.send("assessment.results", recognised);
        JsonPath award = awaitAward(campus, "issued");
        awaitTold(campus, "passed");
        UUID id = UUID.fromString(award.getString("credentialId"));
        assertEquals(
                1L,
                look("select count(*) from credential where id = ? and awarded_at < '2020-01-01T00:00:00Z'", id),
                "the award is dated back");
        String lately = "?from=" + Instant.now(Clock.systemUTC()).minus(Duration.ofDays(1));
        String then = "?from=2019-05-01T00:00:00Z&to=2019-06-01T00:00:00Z";
        registrar(campus).get(PATH + lately).then().body("credentials", equalTo(1));
        registrar(campus).get(PATH + then).then().body("credentials", equalTo(0));

        tamper("delete from result_told where enrolment_id = ?", campus.enrolment);
        awaitFinding(campus, CREDENTIALS + lately, "no-result");
        assertNothing(campus, CREDENTIALS + then);
        tamper("update award set credential_id = ? where enrolment_id = ?", UUID.randomUUID(), campus.enrolment);
        awaitFinding(campus, DUPLICATES + lately, "not-the-awards");
        assertNothing(campus, DUPLICATES + then);
        tamper("update award set credential_id = ? where enrolment_id = ?", id, campus.enrolment);
    }

    @Test
    void aCredentialThatIsIssuedAnewHasATimeOfIssueOfItsOwn() {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.tellAll().tellResult(1, "passed", 87);
        awaitAward(campus, "issued");
        tamper("update credential set issued_at = now() - interval '2 years' where enrolment_id = ?", campus.enrolment);
        campus.tellResult(2, "passed", 91);
        await(() -> awaitAward(campus, "issued").getInt("awardNumber"), number -> number == 2);
        String lately = "?from=" + Instant.now(Clock.systemUTC()).minus(Duration.ofDays(1));
        registrar(campus).get(PATH + lately).then().body("credentials", equalTo(1));
        registrar(campus).get(PATH).then().body("credentials", equalTo(2));
    }

    @Test
    void aResultThatNobodyCanReadIsCountedAsADeadLetter() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        registrar(campus).get(PATH).then().body("deadLetters.total", equalTo(0));
        Event unreadable = campus.withAnotherLearner().result(1, "passed", 87);
        Campus.data(unreadable).put("enrolmentId", "nobody's");
        events.send("assessment.results", unreadable);
        await(
                () -> registrar(campus).get(PATH).jsonPath().getMap("deadLetters.byConsumer"),
                Map.of("issuance.results", 1, "issuance.results-told", 1)::equals);
        registrar(campus)
                .get(PATH)
                .then()
                .body("deadLetters.total", equalTo(1))
                .body("passesWithoutCredential.total", equalTo(0));
        registrar(issued()).get(PATH).then().body("deadLetters.total", equalTo(0));
        as(Tokens.operator()).get(PATH).then().body("deadLetters.total", greaterThanOrEqualTo(1));
        await(
                () -> Management.get("/metrics")
                        .asString()
                        .lines()
                        .filter(line -> line.startsWith("testamur_reconciliation_dead_letters"))
                        .toList(),
                lines -> lines.stream().anyMatch(line -> !line.endsWith(" 0.0")));
    }

    @Test
    void aPassThatIsTakenBackLongAfterTheAwardIsFoundWhenItIsTakenBack() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        tamper("update credential set issued_at = now() - interval '2 years' where enrolment_id = ?", campus.enrolment);
        tamper(
                "update result_told set outcome = 'withdrawn', recorded_at = now() - interval '1 hour'"
                        + " where enrolment_id = ?",
                campus.enrolment);
        String lately = "?from=" + Instant.now(Clock.systemUTC()).minus(Duration.ofDays(1));
        awaitFinding(campus, CREDENTIALS + lately, "withdrawn");
        registrar(campus).get(PATH + lately).then().body("credentialsWithoutPass.total", equalTo(1));
        // Found once, though both the award and what took it back are of the period.
        registrar(campus).get(PATH).then().body("credentialsWithoutPass.total", equalTo(1));
        tamper(
                "update result_told set recorded_at = now() - interval '1 year' where enrolment_id = ?",
                campus.enrolment);
        assertNothing(campus, CREDENTIALS + lately);
    }

    @Test
    void aClockThatWasAheadHoldsUpNoReconciliation() {
        await(() -> look("select count(*) from reconciliation_run"), runs -> runs == 1);
        tamper("update reconciliation_run set started_at = now() + interval '1 day'");
        await(() -> look("select count(*) from reconciliation_run where started_at <= now()"), runs -> runs == 1);
    }

    @Test
    void whatIsToldWhileALearnerIsErasedIsNotNoted() throws Exception {
        Campus campus = new Campus(events);
        Event event = campus.result(1, "passed", 87);
        IncomingEvent incoming = new IncomingEvent(
                event.headers().getOrDefault("ce_id", ""),
                event.type(),
                campus.enrolment,
                campus.institution,
                1,
                Instant.parse("2026-11-20T14:30:00Z"),
                Campus.data(event).toString().getBytes(StandardCharsets.UTF_8));
        try (var thread = Executors.newSingleThreadExecutor()) {
            Future<?> noting = Access.everywhere()
                    .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                        erase.erase(campus.learner, List.of(campus.enrolment), Instant.parse("2026-11-21T10:00:00Z"));
                        Future<?> other = thread.submit(() -> Access.system(campus.institution)
                                .run(() -> QuarkusTransaction.requiringNew().run(() -> told.accept(incoming))));
                        await(
                                () -> other.isDone()
                                        || look(
                                                        "select count(*) from pg_locks where locktype = 'advisory' and not granted")
                                                > 0,
                                waits -> waits);
                        return other;
                    }));
            noting.get();
        }
        assertEquals(0L, look("select count(*) from result_told where enrolment_id = ?", campus.enrolment));
    }

    @Test
    void aCredentialTooManyIsFound() throws SQLException {
        Campus campus = issued();
        UUID id = UUID.fromString(awaitAward(campus, "issued").getString("credentialId"));
        tamper("update award set credential_id = ? where enrolment_id = ?", UUID.randomUUID(), campus.enrolment);
        awaitFinding(campus, DUPLICATES, "not-the-awards");
        tamper("update award set credential_id = ? where enrolment_id = ?", id, campus.enrolment);
        assertNothing(campus, DUPLICATES);

        tamper("update credential set state = 'SUPERSEDED', superseded_by = ? where id = ?", UUID.randomUUID(), id);
        awaitFinding(campus, DUPLICATES, "superseded-by-nothing");
        tamper("update credential set state = 'ISSUED', superseded_by = null where id = ?", id);

        UUID other = UUID.randomUUID();
        String definition = asOwner("select indexdef from pg_indexes where indexname = 'credential_live'");
        asOwner("drop index credential_live");
        try {
            asOwner("create temporary table twin as select * from credential where id = '" + id + "';"
                    + " update twin set id = '" + other + "', award_number = 99, status_list_index = -1;"
                    + " insert into credential select * from twin; drop table twin");
            assertEquals(
                    List.of("several-count", "several-count"),
                    awaitFinding(campus, DUPLICATES, "several-count").getList("items.reasonCode"));
            awaitGauge("testamur_reconciliation_findings{kind=\"duplicates\",why=\"several-count\"");
        } finally {
            asOwner("delete from credential where id = '" + other + "'");
            asOwner(definition);
        }
        assertNothing(campus, DUPLICATES);
    }

    @Test
    void aCredentialThatWasTakenBackIsNoFinding() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        String id = awaitAward(campus, "issued").getString("credentialId");
        tamper("update credential set state = 'REVOKED' where id = ?", UUID.fromString(id));
        tamper("update award set state = 'REVOKED' where enrolment_id = ?", campus.enrolment);
        assertNothing(campus, PASSES);
        repair();
        assertEquals("revoked", awaitAward(campus, "revoked").getString("state"));
    }

    @Test
    void anInstitutionSeesItsOwnAndAnOperatorAll() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        tamper("delete from credential where enrolment_id = ?", campus.enrolment);
        awaitFinding(campus, PASSES, "credential-missing");
        Campus other = issued();
        assertNothing(other, PASSES);
        assertTrue(as(Tokens.operator())
                .get(PASSES + "?limit=200")
                .jsonPath()
                .getList("items.enrolmentId")
                .contains(campus.enrolment.toString()));
        learner(campus).get(PATH).then().statusCode(403);
        registrar(campus)
                .contentType("application/json")
                .body("{}")
                .post(PATH + "/repairs")
                .then()
                .statusCode(403);
        repair();
    }

    @Test
    void factsOfCredentialsAreToldAgainOnDemand() {
        Campus campus = issued();
        String id = awaitAward(campus, "issued").getString("credentialId");
        awaitCredentialFact(id, "issued");
        assertTrue(as(Tokens.operator())
                        .contentType("application/json")
                        .body("{\"republish\":true}")
                        .post(PATH + "/repairs")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getInt("republished")
                >= 1);
        await(
                () -> events.read("issuance.credentials").stream()
                        .filter(event -> event.key().equals(id))
                        .count(),
                count -> count >= 2);
    }

    @Test
    void anErasedLearnersResultsAreForgotten() {
        Campus campus = issued();
        awaitTold(campus, "passed");
        campus.tellErasure();
        await(
                () -> look("select count(*) from result_told where enrolment_id = ?", campus.enrolment),
                count -> count == 0);
    }

    private static Campus issued() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 87);
        awaitAward(campus, "issued");
        return campus;
    }

    private void awaitTold(Campus campus, String outcome) {
        await(
                () -> look(
                        "select count(*) from result_told where enrolment_id = ? and outcome = '" + outcome + "'",
                        campus.enrolment),
                count -> count == 1);
    }

    private static JsonPath awaitFinding(Campus campus, String list, String why) {
        return await(
                        () -> registrar(campus).get(list),
                        answer -> answer.statusCode() == 200
                                && why.equals(answer.jsonPath().getString("items[0].reasonCode")))
                .jsonPath();
    }

    private static void assertNothing(Campus campus, String list) {
        assertEquals(List.of(), registrar(campus).get(list).jsonPath().getList("items"));
    }

    private static JsonPath repair() {
        return as(Tokens.operator())
                .contentType("application/json")
                .body("{}")
                .post(PATH + "/repairs")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static void awaitGauge(String series) {
        await(
                () -> Management.get("/metrics")
                        .asString()
                        .lines()
                        .filter(line -> line.startsWith(series.substring(0, series.indexOf('{')))
                                && line.contains(series.substring(series.indexOf('{') + 1)))
                        .anyMatch(line -> !line.endsWith(" 0.0")),
                found -> found);
    }

    private long look(String query, Object... arguments) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1), arguments)
                                .orElse(0L)));
    }

    private void tamper(String statement, Object... arguments) {
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(() -> sql.update(statement, arguments)));
    }

    /** Where even row-level security and unique indexes are no hindrance. */
    private static String asOwner(String statement) throws SQLException {
        Config config = ConfigProvider.getConfig();
        try (Connection connection = DriverManager.getConnection(
                        config.getValue("quarkus.datasource.jdbc.url", String.class),
                        config.getValue("quarkus.flyway.username", String.class),
                        config.getValue("quarkus.flyway.password", String.class));
                var run = connection.createStatement()) {
            if (!run.execute(statement)) {
                return "";
            }
            run.getResultSet().next();
            return run.getResultSet().getString(1);
        }
    }
}
