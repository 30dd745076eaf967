package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.AdjustableClock;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.erasure.EraseLearner;
import org.testamur.issuance.result.Cohort.Member;
import org.testamur.platform.Uuid7;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events.Event;

/** Results that arrive many at once come to what each alone would come to. */
@QuarkusTest
class BatchedResultsIT extends IssuanceITCase {

    @Inject
    ResultConsumer consumer;

    @Inject
    EraseLearner erase;

    @Inject
    Sql sql;

    @Inject
    MeterRegistry metrics;

    @Inject
    AdjustableClock clock;

    @AfterEach
    void putTheClockRight() {
        clock.put(Duration.ZERO);
    }

    @Test
    void aCohortIsIssuedOneCredentialEachWhateverIsAmongItsResults() {
        Cohort cohort = cohort(200);
        double counted = issuedSoFar();
        Member unreadable = cohort.members.get(50);
        Member strange = cohort.members.get(60);
        Member failed = cohort.members.get(70);
        Member corrected = cohort.members.get(80);
        Member withdrawn = cohort.members.get(90);
        UUID learnerToCome = Uuid7.next();
        Member early = new Member(learnerToCome, cohort.members.get(100).enrolment());
        for (Member member : cohort.members) {
            if (member.equals(unreadable)) {
                Event event = cohort.result(member, 1, "passed");
                Campus.data(event).put("assessedOn", "yesterday");
                events.send("assessment.results", event);
            } else if (member.equals(strange)) {
                Event event = cohort.result(member, 1, "passed");
                Campus.data(event).put("microCredentialId", cohort.campus.microCredential.toString());
                Campus.data(event).remove("assessedOn");
                events.send("assessment.results", event);
            } else if (member.equals(failed)) {
                events.send("assessment.results", cohort.result(member, 1, "failed"));
            } else if (member.enrolment().equals(early.enrolment())) {
                events.send("assessment.results", cohort.result(early, 1, "passed"));
            } else {
                events.send("assessment.results", cohort.result(member, 1, "passed"));
            }
        }
        events.send("assessment.results", cohort.result(failed, 2, "passed"));
        events.send("assessment.results", cohort.result(corrected, 2, "failed"));
        events.send("assessment.results", cohort.result(withdrawn, 2, "withdrawn"));
        await(
                () -> count(
                        "select count(*) from award where result_revision > 0 and institution_id = ?",
                        institution(cohort)),
                settled -> settled == 198);
        await(() -> states(cohort).get("REVOKED"), revoked -> Long.valueOf(2).equals(revoked));
        await(
                () -> states(cohort),
                states -> states.equals(Map.of("ISSUED", 195L, "REVOKED", 2L, "REFUSED", 1L, "WAITING", 1L)));
        await(
                () -> count(
                        "select count(*) from parked_event where key = ? and state = 'dead'",
                        unreadable.enrolment().toString()),
                dead -> dead == 1);
        assertEquals(197, count("select count(*) from credential where institution_id = ?", institution(cohort)));
        assertEquals(
                197,
                count(
                        "select count(distinct (status_list_id, status_list_index)) from credential where institution_id = ?",
                        institution(cohort)));
        // They are counted after the commit that shows them.
        await(() -> issuedSoFar() - counted, more -> more == 197);

        Map<String, Long> told = await(() -> told(cohort), all -> all.size() == 197);
        assertTrue(told.values().stream().allMatch(times -> times == 1), "each is told as issued once");
        for (Member member : List.of(cohort.members.getFirst(), failed)) {
            assertVerifies(cohort.campus, credential(credentialOf(member).toString()));
        }
        var batches = metrics.get("testamur.consumer.batch")
                .tag("consumer", "issuance.results")
                .summary();
        assertTrue(batches.max() > 1, "taken in batches");
    }

    @Test
    void instancesWithTheSameBatchIssueOnce() throws Exception {
        for (int round = 0; round < 3; round++) {
            Cohort cohort = cohort(50);
            List<IncomingEvent> batch = cohort.passes();
            CyclicBarrier signed = new CyclicBarrier(2);
            List<Callable<List<IncomingEvent>>> instances = new ArrayList<>();
            // Nothing notes here that events were taken: the constraints of what they write are all there is.
            for (List<IncomingEvent> each : List.of(batch, batch.reversed())) {
                instances.add(() -> inScope(cohort.campus, () -> {
                    BatchConsumer.Batch prepared = consumer.prepare(each);
                    signed.await();
                    return QuarkusTransaction.requiringNew().call(() -> prepared.write(each));
                }));
            }
            List<IncomingEvent> left = new ArrayList<>();
            for (List<IncomingEvent> of : sideBySide(instances)) {
                left.addAll(of);
            }
            assertEquals(50, left.size(), "what one of them won the other leaves over");
            assertEquals(Map.of("ISSUED", 50L), states(cohort));
            assertEquals(50, count("select count(*) from credential where institution_id = ?", institution(cohort)));
            assertEquals(
                    50,
                    await(() -> told(cohort), told -> told.size() == 50).values().stream()
                            .mapToLong(times -> times)
                            .sum());
        }
    }

    @Test
    void whatWasSignedAndLostIsIssuedOnceUnderTheSameId() throws Exception {
        Cohort cohort = cohort(20);
        List<IncomingEvent> batch = cohort.passes();
        List<UUID> ids = new ArrayList<>();
        inScope(cohort.campus, () -> {
            BatchConsumer.Batch prepared = consumer.prepare(batch);
            assertThrows(
                    IllegalStateException.class,
                    () -> QuarkusTransaction.requiringNew().run(() -> {
                        prepared.write(batch);
                        cohort.members.forEach(member -> ids.add(credentialInTransaction(member)));
                        throw new IllegalStateException("the instance stops here");
                    }));
            return null;
        });
        assertEquals(0, count("select count(*) from credential where institution_id = ?", institution(cohort)));
        assertEquals(0, count("select count(*) from award where institution_id = ?", institution(cohort)));

        assertEquals(List.of(), take(cohort, batch));
        assertEquals(ids, cohort.members.stream().map(this::credentialOf).toList());
        assertEquals(
                20,
                await(() -> told(cohort), told -> told.size() == 20).values().stream()
                        .mapToLong(times -> times)
                        .sum());
    }

    @Test
    void whoIsErasedBetweenSigningAndKeepingIsIssuedNothing() throws Exception {
        Cohort cohort = cohort(10);
        List<IncomingEvent> batch = cohort.passes();
        Member erased = cohort.members.get(4);
        List<IncomingEvent> left = inScope(cohort.campus, () -> {
            BatchConsumer.Batch prepared = consumer.prepare(batch);
            Access.everywhere().run(() -> erase.erase(erased.learner(), List.of(erased.enrolment()), clock.instant()));
            return QuarkusTransaction.requiringNew().call(() -> prepared.write(batch));
        });
        assertEquals(List.of(batch.get(4)), left);
        assertEquals(Map.of("ISSUED", 9L), states(cohort));
        assertEquals(0, count("select count(*) from credential where learner_id = ?", erased.learner()));
        // One by one it is refused, for good.
        inScope(cohort.campus, () -> {
            consumer.accept(left.getFirst());
            return null;
        });
        assertEquals(9, count("select count(*) from credential where institution_id = ?", institution(cohort)));
    }

    @Test
    void whoBecomesAnotherBetweenSigningAndKeepingIsShownAsTheyAreNow() throws Exception {
        Cohort cohort = cohort(6);
        List<IncomingEvent> batch = cohort.passes();
        update(
                "update learner set name_consent = true, evidence_consent = true, result_consent = true"
                        + " where learner_id = any(?)",
                (Object) cohort.members.stream().map(Member::learner).toArray(UUID[]::new));
        Member renamed = cohort.members.get(1);
        Member unnamed = cohort.members.get(2);
        Member withoutScore = cohort.members.get(3);
        Member unknown = cohort.members.get(4);
        List<IncomingEvent> left = inScope(cohort.campus, () -> {
            BatchConsumer.Batch prepared = consumer.prepare(batch);
            Access.everywhere().run(() -> {
                update("update learner set name = 'Asha Iyer' where learner_id = ?", renamed.learner());
                update("update learner set name_consent = false where learner_id = ?", unnamed.learner());
                update("update learner set result_consent = false where learner_id = ?", withoutScore.learner());
                update("update learner set known = false where learner_id = ?", unknown.learner());
            });
            return QuarkusTransaction.requiringNew().call(() -> prepared.write(batch));
        });
        assertEquals(batch.subList(1, 5), left);
        assertEquals(Map.of("ISSUED", 2L), states(cohort));
        for (IncomingEvent event : left.subList(0, 3)) {
            inScope(cohort.campus, () -> {
                consumer.accept(event);
                return null;
            });
        }
        assertEquals(Map.of("ISSUED", 5L), states(cohort));
        String withNewName = credential(credentialOf(renamed).toString());
        assertTrue(withNewName.contains("Asha Iyer") && !withNewName.contains("Asha Rao"));
        assertFalse(credential(credentialOf(unnamed).toString()).contains("Asha"));
        assertTrue(json(credential(credentialOf(withoutScore).toString()))
                .at("/credentialSubject/result")
                .isMissingNode());
    }

    @Test
    void whatStaffDecidedOnOtherEnrolmentsIsLeftOverAndWaits() throws Exception {
        Cohort cohort = cohort(4);
        assertEquals(List.of(), take(cohort, cohort.passes()));
        List<Member> anew = cohort.members.stream()
                .map(member -> enrolledAnew(cohort, member))
                .toList();
        List<IncomingEvent> batch = anew.stream()
                .map(member -> Cohort.incoming(cohort.result(member, 1, "passed")))
                .toList();
        revoke(cohort, cohort.members.get(1));
        List<IncomingEvent> left = inScope(cohort.campus, () -> {
            BatchConsumer.Batch prepared = consumer.prepare(batch);
            // Also what staff decide after the signing.
            revoke(cohort, cohort.members.get(2));
            return QuarkusTransaction.requiringNew().call(() -> prepared.write(batch));
        });
        assertEquals(batch.subList(1, 3), left);
        for (IncomingEvent event : left) {
            inScope(cohort.campus, () -> {
                consumer.accept(event);
                return null;
            });
        }
        assertEquals(Map.of("ISSUED", 4L, "REVOKED", 2L, "WAITING", 2L), states(cohort));
        assertEquals(6, count("select count(*) from credential where institution_id = ?", institution(cohort)));
    }

    private Member enrolledAnew(Cohort cohort, Member member) {
        Member anew = new Member(member.learner(), Uuid7.next());
        Access.everywhere()
                .run(() -> update(
                        """
                insert into enrolment (enrolment_id, institution_id, learner_id, micro_credential_id,
                    micro_credential_version, enrolled_at)
                values (?, ?, ?, ?, 1, now())""",
                        anew.enrolment(),
                        cohort.campus.institution.toString(),
                        anew.learner(),
                        cohort.campus.microCredential));
        return anew;
    }

    private void revoke(Cohort cohort, Member member) {
        registrar(cohort.campus)
                .contentType("application/json")
                .body("{\"reasonCode\":\"misconduct\"}")
                .post("/issuance/credentials/" + credentialOf(member) + "/revocation")
                .then()
                .statusCode(200);
    }

    @Test
    void whatWasDecidedBetweenSigningAndKeepingStands() throws Exception {
        Cohort cohort = cohort(10);
        List<IncomingEvent> batch = cohort.passes();
        Member corrected = cohort.members.get(3);
        Member issued = cohort.members.get(7);
        List<IncomingEvent> left = inScope(cohort.campus, () -> {
            BatchConsumer.Batch prepared = consumer.prepare(batch);
            consumer.accept(Cohort.incoming(cohort.result(corrected, 2, "failed")));
            consumer.accept(batch.get(7));
            return QuarkusTransaction.requiringNew().call(() -> prepared.write(batch));
        });
        assertEquals(List.of(batch.get(3), batch.get(7)), left);
        assertEquals(Map.of("ISSUED", 9L, "NONE", 1L), states(cohort));
        assertEquals(1, count("select count(*) from credential where enrolment_id = ?", issued.enrolment()));
    }

    @Test
    void onlyFirstResultsWithAllTheirReferencesAreDecidedAtOnce() throws Exception {
        Cohort cohort = cohort(6);
        List<IncomingEvent> batch = new ArrayList<>(cohort.passes());
        take(cohort, batch.subList(0, 1));
        batch.set(0, Cohort.incoming(cohort.result(cohort.members.get(0), 2, "failed")));
        batch.set(
                1,
                Cohort.incoming(cohort.result(
                        new Member(Uuid7.next(), cohort.members.get(1).enrolment()), 1, "passed")));
        ObjectNode unknownVersion =
                Campus.data(cohort.result(cohort.members.get(2), 1, "passed")).put("microCredentialVersion", 7);
        batch.set(
                2,
                Cohort.incoming(Event.of(
                        "org.testamur.assessment.result.recorded.v1",
                        cohort.members.get(2).enrolment(),
                        cohort.campus.institution,
                        1,
                        unknownVersion)));
        batch.set(3, Cohort.incoming(cohort.result(cohort.members.get(3), 1, "failed")));
        assertEquals(batch.subList(0, 3), take(cohort, batch));
        assertEquals(Map.of("ISSUED", 3L, "NONE", 1L), states(cohort));
    }

    @Test
    void aBatchOfResultsLeavesItsRowsWithTheAwards() throws Exception {
        Cohort cohort = cohort(3);
        UUID id = Uuid7.next();
        List<IncomingEvent> batch = new ArrayList<>();
        for (int row = 1; row <= 3; row++) {
            Event event = cohort.result(cohort.members.get(row - 1), 1, row == 2 ? "failed" : "passed");
            Campus.data(event)
                    .putObject("batch")
                    .put("id", id.toString())
                    .put("row", row)
                    .put("rows", 3);
            batch.add(Cohort.incoming(event));
        }
        assertEquals(List.of(), take(cohort, batch.subList(0, 2)));
        inScope(cohort.campus, () -> {
            consumer.accept(batch.get(2));
            return null;
        });
        assertEquals(3, count("select count(*) from award where batch_id = ? and batch_rows = 3", id));
        assertEquals(6, count("select sum(batch_row) from award where batch_id = ?", id));
    }

    @Test
    void withoutAKeyTheWholeBatchWaits() throws Exception {
        Cohort cohort = cohort(5);
        List<IncomingEvent> batch = cohort.passes();
        update("update signing_key set state = 'retired' where institution_id = ?", institution(cohort));
        // What was read of the key before counts a moment longer.
        await(() -> inScopeUnavailable(cohort, batch), unavailable -> unavailable);
        long tries = tries();
        cohort.members.forEach(member -> events.send("assessment.results", cohort.result(member, 1, "passed")));
        await(this::tries, now -> now >= tries + 2);
        update("update signing_key set state = 'active' where institution_id = ?", institution(cohort));
        await(() -> states(cohort), states -> states.equals(Map.of("ISSUED", 5L)));
        assertEquals(0, count("select count(*) from parked_event where key = any(?)", (Object)
                cohort.enrolments().stream().map(UUID::toString).toArray(String[]::new)));
    }

    @Test
    void aClockThatJumpsBackLosesNothingAndDatesNoProofBeforeItsKey() throws Exception {
        Cohort cohort = cohort(9);
        List<IncomingEvent> batch = cohort.passes();
        assertEquals(List.of(), take(cohort, batch.subList(0, 3)));
        clock.put(Duration.ofHours(-1));
        assertEquals(List.of(), take(cohort, batch.subList(3, 6)));
        for (Member member : cohort.members.subList(6, 9)) {
            events.send("assessment.results", cohort.result(member, 1, "passed"));
        }
        await(() -> states(cohort), states -> states.equals(Map.of("ISSUED", 9L)));
        // What was issued before the jump is corrected and revoked after it.
        events.send("assessment.results", cohort.result(cohort.members.get(0), 2, "failed"));
        await(() -> states(cohort), states -> states.equals(Map.of("ISSUED", 8L, "REVOKED", 1L)));
        Instant keySince = Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(
                                        "select valid_from from signing_key where institution_id = ?",
                                        row -> row.getTimestamp(1).toInstant(),
                                        institution(cohort))
                                .orElseThrow()));
        for (Member member : cohort.members) {
            String text = credential(credentialOf(member).toString());
            assertVerifies(cohort.campus, text);
            Instant created = Instant.parse(json(text).at("/proof/created").textValue());
            assertFalse(created.isBefore(keySince), created + " is before the key's " + keySince);
            assertEquals(
                    "2026-11-20T00:00:00+02:00", json(text).get("validFrom").textValue());
        }
        assertEquals(
                9,
                await(() -> told(cohort), told -> told.size() == 9).values().stream()
                        .mapToLong(times -> times)
                        .sum());
    }

    private Cohort cohort(int size) {
        Campus campus = new Campus(events).tellAll();
        await(
                () -> count(
                                "select count(*) from micro_credential_version where micro_credential_id = ?",
                                campus.microCredential)
                        + count(
                                "select count(*) from issuer where institution_id = ? and version > 0",
                                campus.institution.toString()),
                known -> known == 2);
        return Cohort.of(campus, size, sql);
    }

    private static String institution(Cohort cohort) {
        return cohort.campus.institution.toString();
    }

    private List<IncomingEvent> take(Cohort cohort, List<IncomingEvent> batch) throws Exception {
        return inScope(cohort.campus, () -> {
            BatchConsumer.Batch prepared = consumer.prepare(batch);
            return QuarkusTransaction.requiringNew().call(() -> prepared.write(batch));
        });
    }

    private Map<String, Long> states(Cohort cohort) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql
                                .list(
                                        "select state from award where institution_id = ?",
                                        row -> row.getString(1),
                                        institution(cohort))
                                .stream()
                                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))));
    }

    /** How often each credential was told as issued. */
    private static Map<String, Long> told(Cohort cohort) {
        return events.read("issuance.credentials").stream()
                .filter(event -> event.data() != null
                        && institution(cohort)
                                .equals(event.data().path("institutionId").textValue())
                        && event.data().path("state").textValue().equals("issued"))
                .collect(Collectors.groupingBy(Event::key, Collectors.counting()));
    }

    private UUID credentialOf(Member member) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew().call(() -> credentialInTransaction(member)));
    }

    private UUID credentialInTransaction(Member member) {
        return sql.first(
                        "select id from credential where enrolment_id = ?",
                        row -> row.getObject(1, UUID.class),
                        member.enrolment())
                .orElseThrow();
    }

    private double issuedSoFar() {
        return metrics.get("testamur.credentials.issued").counter().count();
    }

    private boolean inScopeUnavailable(Cohort cohort, List<IncomingEvent> batch) {
        try {
            inScope(cohort.campus, () -> consumer.prepare(batch));
            return false;
        } catch (TemporarilyUnavailable e) {
            return true;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private long tries() {
        return metrics
                .find("testamur.consumer.batch.time")
                .tag("consumer", "issuance.results")
                .tag("phase", "prepare")
                .timers()
                .stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private long count(String query, Object... arguments) {
        return Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(query, row -> row.getLong(1), arguments)
                                .orElse(0L)));
    }

    private void update(String statement, Object... arguments) {
        Access.everywhere().run(() -> QuarkusTransaction.requiringNew().run(() -> sql.update(statement, arguments)));
    }

    private static <T> List<T> sideBySide(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(work.size())) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(work)) {
                results.add(one.get());
            }
            return results;
        }
    }
}
