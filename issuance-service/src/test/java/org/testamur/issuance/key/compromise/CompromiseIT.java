package org.testamur.issuance.key.compromise;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.Contract;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.rotation.RotateKeys;
import org.testamur.issuance.status.StatusLists;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Uuid7;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Management;
import org.testamur.testing.Tokens;

@QuarkusTest
class CompromiseIT extends IssuanceITCase {

    @Inject
    BackgroundWork work;

    @Inject
    Compromises compromises;

    @Inject
    ReplaceCredential replace;

    @Inject
    PlatformConfig platform;

    @Inject
    TransactionSynchronizationRegistry transaction;

    @Inject
    RotateKeys rotate;

    @Inject
    SigningKeys keys;

    @Inject
    StatusLists lists;

    @Inject
    Clock clock;

    @Inject
    Sql sql;

    private static String compromise(Campus campus, int number) {
        return "/issuance/issuers/" + campus.institution + "/keys/" + number + "/compromise";
    }

    private static JsonPath declare(Campus campus, int number) {
        return as(Tokens.operator())
                .contentType("application/json")
                .body("{\"note\":\"A copy was on a laptop that was stolen.\"}")
                .post(compromise(campus, number))
                .then()
                .statusCode(202)
                .extract()
                .jsonPath();
    }

    private static JsonPath awaitFinished(String id) {
        return await(
                        () -> as(Tokens.operator()).get("/issuance/key-compromises/" + id),
                        answer -> "finished".equals(answer.jsonPath().getString("state")))
                .jsonPath();
    }

    private static String signedBy(String document) {
        return json(document).at("/proof/verificationMethod").textValue();
    }

    /** Further enrolments of the campus's learner, each passed and issued; ids of enrolments and of credentials. */
    private static Map<UUID, String> issued(Campus campus, int count) {
        Map<UUID, String> issued = new TreeMap<>();
        List<UUID> enrolments = new ArrayList<>();
        Event enrolled = campus.tellEnrolment();
        for (int i = 0; i < count; i++) {
            UUID enrolment = Uuid7.next();
            enrolments.add(enrolment);
            events.send("enrolment.enrolments", of(enrolment, enrolled));
            events.send("assessment.results", of(enrolment, campus.result(1, "passed", 70 + i)));
        }
        for (UUID enrolment : enrolments) {
            issued.put(
                    enrolment,
                    await(
                                    () -> registrar(campus).get("/issuance/awards/" + enrolment),
                                    answer -> answer.statusCode() == 200
                                            && "issued".equals(answer.jsonPath().getString("state")))
                            .jsonPath()
                            .getString("credentialId"));
        }
        return issued;
    }

    private static Event of(UUID enrolment, Event event) {
        ObjectNode data = Campus.data(event).deepCopy();
        data.put("enrolmentId", enrolment.toString());
        return Event.of(
                Objects.requireNonNull(event.headers().get("ce_type")),
                enrolment,
                UUID.fromString(data.get("institutionId").textValue()),
                1,
                data);
    }

    @Test
    void fromTheDeclarationOnTheKeySignsNothingAndAnotherDoes() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        String old = awaitAward(campus, "issued").getString("credentialId");
        SigningKeys.Active stale = keys.active(campus.institution).orElseThrow();

        JsonPath declared = declare(campus, 1);

        assertEquals(1, declared.getInt("credentials.total"));
        given().get("/issuers/" + campus.slug + "/did.json")
                .then()
                .body("assertionMethod", contains(campus.issuerId() + "#key-2"))
                .body("verificationMethod", hasSize(2))
                .body("verificationMethod[0].revoked", not(equalTo(null)));
        registrar(campus)
                .get("/issuance/issuers/" + campus.institution + "/keys")
                .then()
                .body("keys.state", contains("compromised", "active"))
                .body("keys[0].history[-1].note", equalTo("A copy was on a laptop that was stolen."));
        JsonNode told = events.await(
                        "issuance.issuers",
                        event -> event.key().equals(campus.institution.toString())
                                && Campus.data(event)
                                        .at("/keys/1/state")
                                        .asText()
                                        .equals("active"))
                .data();
        assertEquals(List.of(), Contract.faults("issuance.issuers", Objects.requireNonNull(told)));
        assertEquals("compromised", told.at("/keys/0/state").textValue());
        assertFalse(told.at("/keys/0/compromisedAt").isMissingNode());

        // An instance that has not heard of it signs, and the database keeps nothing of it.
        assertEquals(campus.issuerId() + "#key-1", stale.key().id());
        RuntimeException refused = assertThrows(
                RuntimeException.class,
                () -> Access.system(campus.institution)
                        .run(() -> QuarkusTransaction.requiringNew()
                                .run(() -> sql.update("""
                                insert into credential (id, institution_id, state, url, status_list_id, status_list_url,
                                    status_list_index, document, revision)
                                select ?, institution_id, 'REVOKED', url, ?, status_list_url, 1, document, 1
                                from credential where id = ?""", Uuid7.next(), Uuid7.next(), UUID.fromString(old)))));
        assertTrue(String.valueOf(refused.getCause()).contains("signs no more"), refused.toString());

        JsonPath report = awaitFinished(declared.getString("id"));
        assertEquals(1, report.getInt("credentials.reissued"));
        String next = awaitAward(campus, award -> !old.equals(award.getString("credentialId")))
                .getString("credentialId");
        assertTrue(signedBy(credential(next)).endsWith("#key-2"));
        assertEquals(
                json(credential(old)).get("awardedDate").textValue(),
                json(credential(next)).get("awardedDate").textValue());
        assertVerifies(campus, credential(next));
        JsonNode fact = awaitCredentialFact(old, "superseded");
        assertEquals("key-compromised", fact.get("reasonCode").textValue());
        assertEquals(next, fact.get("supersededBy").textValue());
        // Its list says so, and is signed with the key that counts.
        awaitRevokedInItsList(campus, credential(old));

        assertEquals(declared.getString("id"), declare(campus, 1).getString("id"), "repeated, it is the same");
    }

    @Test
    void anInstanceThatStoppedInTheMiddleIsFollowedByAnother() {
        Campus campus = new Campus(events).tellAll();
        Map<UUID, String> before = issued(campus, 7);
        ReplaceSigned instance = new ReplaceSigned(compromises, replace, platform, transaction, work, clock);
        DeclareCompromise declare = new DeclareCompromise(rotate, keys, compromises, lists, instance, clock);
        Compromise compromise = Access.system(campus.institution)
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> declare.of(campus.institution, 1, null, null, "test")));
        // Two are dealt with, the next two are lost with the instance that was at them.
        instance.some(compromise, 2);
        assertThrows(
                IllegalStateException.class,
                () -> Access.system(campus.institution)
                        .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                            compromises
                                    .hold(compromise.id())
                                    .ifPresent(held ->
                                            replace.of(held, compromises.signedBy(held.keyId(), held.cursor(), 2)));
                            throw new IllegalStateException("killed");
                        })));

        JsonPath report = awaitFinished(compromise.id().toString());

        assertEquals(7, report.getInt("credentials.total"));
        assertEquals(7, report.getInt("credentials.reissued"));
        assertEquals(0, report.getInt("credentials.remaining"));
        for (var entry : before.entrySet()) {
            JsonPath award =
                    registrar(campus).get("/issuance/awards/" + entry.getKey()).jsonPath();
            assertNotEquals(entry.getValue(), award.getString("credentialId"));
            assertEquals(2, award.getInt("awardNumber"), "once");
            assertTrue(signedBy(credential(award.getString("credentialId"))).endsWith("#key-2"));
        }
        JsonPath outcomes = registrar(campus)
                .queryParam("outcome", "reissued")
                .queryParam("count", true)
                .get("/issuance/key-compromises/" + compromise.id() + "/credentials")
                .then()
                .statusCode(200)
                .body("total", equalTo(7))
                .body("items", hasSize(7))
                .extract()
                .jsonPath();
        assertTrue(outcomes.getList("items.credentialId").containsAll(before.values()));
    }

    @Test
    void killedAtEveryStepItGoesOnDoublesNothingAndReportsTruly() throws Exception {
        Campus campus = new Campus(events).tellAll();
        Map<UUID, String> before = issued(campus, 120);
        ReplaceSigned killed = new ReplaceSigned(compromises, replace, platform, transaction, work, clock);
        DeclareCompromise declare = new DeclareCompromise(rotate, keys, compromises, lists, killed, clock);
        // Killed before it was declared: nothing of it is there.
        assertThrows(
                RuntimeException.class,
                () -> inTransaction(campus, () -> {
                    declare.of(campus.institution, 1, null, null, "test");
                    loseTheDatabase();
                }));
        registrar(campus)
                .get("/issuance/issuers/" + campus.institution + "/keys")
                .then()
                .body("keys.state", contains("active"));
        Compromise compromise = Access.system(campus.institution)
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> declare.of(campus.institution, 1, null, null, "test")));
        // Killed after some of a batch, after all of it, and after the cursor was moved past it.
        for (int dealtWith : new int[] {1, 3, ReplaceSigned.BATCH}) {
            for (boolean moved : new boolean[] {false, true}) {
                inTransactionThatIsLost(
                        campus,
                        () -> compromises.hold(compromise.id()).ifPresent(held -> {
                            List<UUID> next = compromises.signedBy(held.keyId(), held.cursor(), dealtWith);
                            replace.of(held, next);
                            if (moved && !next.isEmpty()) {
                                compromises.advance(held.id(), next.getLast());
                            }
                        }));
                assertTrulyReported(campus, compromise.id(), 120);
            }
        }
        // Killed when all was done but for the note that it is.
        await(
                () -> as(Tokens.operator()).get("/issuance/key-compromises/" + compromise.id()),
                answer -> answer.jsonPath().getInt("credentials.remaining") == 0);
        inTransactionThatIsLost(
                campus,
                () -> compromises
                        .hold(compromise.id())
                        .ifPresent(held -> compromises.finish(held.id(), clock.instant())));

        JsonPath report = awaitFinished(compromise.id().toString());
        assertEquals(120, report.getInt("credentials.reissued"));
        assertEquals(0, report.getInt("credentials.failed"));
        assertTrulyReported(campus, compromise.id(), 120);
        for (var entry : before.entrySet()) {
            JsonPath award =
                    registrar(campus).get("/issuance/awards/" + entry.getKey()).jsonPath();
            assertEquals("issued", award.getString("state"));
            assertEquals(2, award.getInt("awardNumber"), "once");
        }
        assertEquals(240, count("select count(*) from credential where institution_id = ?", campus));
        Map<String, Long> told = await(
                () -> events.read("issuance.credentials").stream()
                        .filter(event -> event.data() != null
                                && campus.institution
                                        .toString()
                                        .equals(event.data()
                                                .path("institutionId")
                                                .textValue()))
                        .collect(Collectors.groupingBy(
                                event -> Campus.data(event).get("state").textValue(), Collectors.counting())),
                states -> states.getOrDefault("superseded", 0L) >= 120 && states.getOrDefault("issued", 0L) >= 240);
        assertEquals(Map.of("issued", 240L, "superseded", 120L), told);
    }

    @Test
    void aNameThatChangesWhileItsCredentialIsReplacedIsApplied() {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.tellAll().tellResult(1, "passed", 80);
        String old = awaitAward(campus, "issued").getString("credentialId");
        Compromise compromise = declaredAndLeftToTheTest(campus);

        inTransaction(campus, () -> {
            replace.of(compromise, List.of(UUID.fromString(old)));
            // It is told, and whoever applies it comes to wait.
            campus.name = "Asha Iyer";
            campus.tellLearner(2);
            await(() -> waiting(campus), waiting -> waiting > 0);
        });

        String id =
                awaitAward(campus, award -> award.getInt("awardNumber") == 3).getString("credentialId");
        assertTrue(credential(id).contains("Asha Iyer"));
        assertEquals(
                2,
                count(
                        "select count(*) from credential where institution_id = ? and hidden and state = 'SUPERSEDED'",
                        campus),
                "neither the first nor the one that took its place is shown");
        given().get("/credentials/" + old).then().statusCode(410);
    }

    @Test
    void whatCannotBeReplacedIsRevokedAndHiddenIfItShowsAnOldName() {
        Campus campus = new Campus(events);
        campus.consents = true;
        campus.tellAll().tellResult(1, "passed", 80);
        String old = awaitAward(campus, "issued").getString("credentialId");
        // As if the change of the name had been noticed by nobody.
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> sql.update(
                                "update learner set name = 'Asha Iyer', did = 'no address at all' where learner_id = ?",
                                campus.learner)));

        String id = declare(campus, 1).getString("id");

        assertEquals(1, awaitFinished(id).getInt("credentials.revoked"));
        registrar(campus)
                .get("/issuance/key-compromises/" + id + "/credentials")
                .then()
                .body("items[0].outcome", equalTo("revoked"))
                .body("items[0].reason", containsString("it is hidden"));
        given().get("/credentials/" + old).then().statusCode(410);
        assertEquals("revoked", awaitAward(campus, "revoked").getString("state"));
    }

    /** Finished already: what draws the consequences leaves it alone. */
    private Compromise declaredAndLeftToTheTest(Campus campus) {
        ReplaceSigned stopped = new ReplaceSigned(compromises, replace, platform, transaction, work, clock);
        DeclareCompromise declare = new DeclareCompromise(rotate, keys, compromises, lists, stopped, clock);
        return Access.system(campus.institution)
                .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                    Compromise compromise = declare.of(campus.institution, 1, null, null, "test");
                    compromises.finish(compromise.id(), clock.instant());
                    return compromise;
                }));
    }

    /** How many wait for what is done to the learner's credentials to end, as whoever applies a name has to. */
    private long waiting(Campus campus) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(
                                        "select count(*) from pg_locks where locktype = 'advisory' and not granted"
                                                + " and (classid::bigint << 32 | objid::bigint) = hashtextextended(?, 0)",
                                        row -> row.getLong(1),
                                        campus.learner.toString())
                                .orElse(0L)));
    }

    /** What it says became of credentials is what became of them, at any moment. */
    private void assertTrulyReported(Campus campus, UUID compromise, long total) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                    Map<String, Long> counts = compromises.counts(compromise);
                    long reissued = counts.getOrDefault("reissued", 0L);
                    assertEquals(
                            reissued,
                            sql.first(
                                            "select count(*) from credential where institution_id = ? and state = 'SUPERSEDED'",
                                            row -> row.getLong(1),
                                            campus.institution.toString())
                                    .orElseThrow());
                    assertEquals(
                            total,
                            sql.first(
                                            "select count(*) from credential where institution_id = ? and state = 'ISSUED'",
                                            row -> row.getLong(1),
                                            campus.institution.toString())
                                    .orElseThrow());
                }));
    }

    private long count(String query, Campus campus) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1), campus.institution.toString())
                                .orElseThrow()));
    }

    private void inTransactionThatIsLost(Campus campus, Runnable work) {
        assertThrows(
                RuntimeException.class,
                () -> inTransaction(campus, () -> {
                    work.run();
                    loseTheDatabase();
                }));
    }

    private static void inTransaction(Campus campus, Runnable work) {
        Access.system(campus.institution)
                .run(() -> QuarkusTransaction.requiringNew().run(work));
    }

    /** The database sees no more of an instance that is killed than that its connection ends. */
    private void loseTheDatabase() {
        sql.first("select pg_terminate_backend(pg_backend_pid())", row -> true);
        throw new IllegalStateException("still there");
    }

    @Test
    void whatHadEndedStaysAndWhatWasSuspendedStaysSuspended() {
        Campus campus = new Campus(events).tellAll();
        Map<UUID, String> before = issued(campus, 2);
        var each = List.copyOf(before.entrySet());
        change(campus, each.get(0).getValue(), "revocation", "issued-in-error");
        change(campus, each.get(1).getValue(), "suspension", "under-review");

        JsonPath report = awaitFinished(declare(campus, 1).getString("id"));

        assertEquals(1, report.getInt("credentials.ended"));
        assertEquals(1, report.getInt("credentials.reissued"));
        registrar(campus)
                .get("/issuance/awards/" + each.get(0).getKey())
                .then()
                .body("state", equalTo("revoked"))
                .body("credentialId", equalTo(each.get(0).getValue()));
        registrar(campus)
                .get("/issuance/awards/" + each.get(1).getKey())
                .then()
                .body("state", equalTo("suspended"))
                .body("credentialId", not(equalTo(each.get(1).getValue())));
    }

    private static void change(Campus campus, String credential, String what, String reason) {
        registrar(campus)
                .contentType("application/json")
                .body("{\"reasonCode\":\"" + reason + "\"}")
                .post("/issuance/credentials/" + credential + "/" + what)
                .then()
                .statusCode(200);
    }

    @Test
    void operatorsDeclareAndRegistrarsOfTheInstitutionRead() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        awaitAward(campus, "issued");
        Campus other = new Campus(events).tellAll();
        other.tellResult(1, "passed", 80);
        awaitAward(other, "issued");
        registrar(campus)
                .contentType("application/json")
                .body("{}")
                .post(compromise(campus, 1))
                .then()
                .statusCode(403);
        for (String since : List.of("2999-01-01T00:00:00Z", "-999999999-01-01T00:00:00Z")) {
            as(Tokens.operator())
                    .contentType("application/json")
                    .body("{\"since\":\"" + since + "\"}")
                    .post(compromise(campus, 1))
                    .then()
                    .statusCode(400);
        }
        as(Tokens.operator())
                .contentType("application/json")
                .body("{}")
                .post(compromise(campus, 9))
                .then()
                .statusCode(404);
        String id = declare(campus, 1).getString("id");
        registrar(campus).get("/issuance/key-compromises/" + id).then().statusCode(200);
        registrar(campus)
                .get("/issuance/key-compromises?count=true&sort=oldest")
                .then()
                .body("items.id", contains(id))
                .body("total", equalTo(1));
        registrar(other).get("/issuance/key-compromises/" + id).then().statusCode(404);
        registrar(other).get("/issuance/key-compromises").then().body("items.id", not(hasItem(id)));
        registrar(campus)
                .post("/issuance/key-compromises/" + id + "/repetition")
                .then()
                .statusCode(403);
        as(Tokens.operator())
                .post("/issuance/key-compromises/" + id + "/repetition")
                .then()
                .statusCode(200);
        String metrics = Management.get("/metrics").asString();
        assertTrue(metrics.contains("testamur_key_compromises_credentials_left"));
    }
}
