package org.testamur.verification.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.verification.Hurried;
import org.testamur.verification.Rows;
import org.testamur.verification.World;

/** Many facts at once: whatever befalls a batch, each counts once and in its order. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class RecordBatchIT {

    @Inject
    MeterRegistry metrics;

    @Inject
    CredentialsConsumer consumer;

    @Inject
    AgroalDataSource dataSource;

    private Events events;
    private World world;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
        world.issue();
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void aBatchThatIsDeliveredAgainChangesNothing() {
        List<World.PublishedCredential> told = credentials(40);
        List<IncomingEvent> issued = facts(told, 1, "issued");
        assertThat(take(issued)).isEmpty();
        assertThat(take(issued)).isEmpty();
        assertThat(history(told)).isEqualTo("40 x valid");
        List<IncomingEvent> revoked = facts(told, 2, "revoked");
        assertThat(take(revoked)).isEmpty();
        assertThat(take(issued)).as("older facts after newer ones").isEmpty();
        assertThat(take(revoked)).isEmpty();
        assertThat(history(told)).isEqualTo("40 x valid, revoked");
        assertThat(World.verdict(told.getFirst().id())).isEqualTo("revoked");
        assertThat(told("verification.records", told)).isEqualTo(80);
    }

    /** Several times, for those that wait for each other in a ring do so by chance. */
    @RepeatedTest(5)
    void instancesThatTakeTheSameFactsAtTheSameTimeRecordThemOnce() throws Exception {
        List<World.PublishedCredential> told = credentials(60);
        List<IncomingEvent> issued = facts(told, 1, "issued");
        List<IncomingEvent> revoked = facts(told, 2, "revoked");
        try (ExecutorService instances = Executors.newFixedThreadPool(4)) {
            List<Future<List<IncomingEvent>>> outcomes = new ArrayList<>();
            for (List<IncomingEvent> batch : List.of(issued, issued.reversed(), revoked.reversed(), revoked)) {
                outcomes.add(instances.submit(() -> take(batch)));
            }
            for (Future<List<IncomingEvent>> outcome : outcomes) {
                assertThat(outcome.get()).isEmpty();
            }
        }
        assertThat(history(told)).isIn("60 x revoked", "60 x valid, revoked");
        assertThat(World.verdict(told.getLast().id())).isEqualTo("revoked");
    }

    @Test
    void theWayOfEachNewCredentialIsTimed() {
        List<World.PublishedCredential> told = credentials(30);
        List<IncomingEvent> issued = facts(told, 1, "issued");
        Timer delay = metrics.get("testamur.credential.record.delay").timer();
        long before = delay.count();
        assertThat(take(issued)).isEmpty();
        assertThat(delay.count() - before).isGreaterThanOrEqualTo(30);
        assertThat(delay.totalTime(TimeUnit.SECONDS)).isNotNegative();
    }

    @Test
    void aCrashBeforeTheCommitLeavesNothingAndLosesNothing() {
        List<World.PublishedCredential> told = credentials(25);
        List<IncomingEvent> issued = facts(told, 1, "issued");
        assertThatThrownBy(() -> inTransaction(() -> {
                    consumer.prepare(issued).write(issued);
                    throw new IllegalStateException("crash");
                }))
                .hasMessageContaining("crash");
        assertThat(history(told)).isEqualTo("0 x ");
        assertThat(take(issued)).isEmpty();
        assertThat(history(told)).isEqualTo("25 x valid");
    }

    @Test
    void whatCannotBeReadIsLeftOverAndTheRestTaken() {
        List<World.PublishedCredential> told = credentials(10);
        List<IncomingEvent> batch = new ArrayList<>(facts(told, 1, "issued"));
        IncomingEvent unreadable =
                incoming(world.event(world.credential(), 1, "issued", Map.of("learnerId", "nobody")));
        IncomingEvent foreign =
                incoming(world.event(world.credential(), 1, "issued", Map.of("institutionId", UUID.randomUUID())));
        IncomingEvent garbage = incoming(world.event(world.credential(), 1, "issued", Map.of("document", "{\"a\":")));
        IncomingEvent tombstone = incoming(Events.Event.of(
                "org.testamur.issuance.credential.erased.v1", UUID.randomUUID(), world.institution(), 9, null));
        batch.addAll(2, List.of(unreadable, foreign, garbage, tombstone));
        assertThat(take(batch)).containsExactly(unreadable, foreign, garbage, tombstone);
        assertThat(history(told)).isEqualTo("10 x valid");
    }

    @Test
    void aPoisonRecordAmongManyCostsOnlyItself() {
        List<World.PublishedCredential> told = credentials(30);
        World.PublishedCredential poison = world.credential();
        for (int i = 0; i < told.size(); i++) {
            if (i == 15) {
                world.tell(poison, 1, "issued", Map.of("document", "{\"a\":"));
            }
            world.tell(told.get(i), 1, "issued");
        }
        World.soon().until(() -> history(told).equals("30 x valid"));
        World.soon()
                .until(() -> Rows.text(
                                dataSource,
                                Access.everywhere(),
                                "select state from parked_event where key = '" + poison.id() + "'")
                        .equals("dead"));
    }

    @Test
    void factsOfAnErasedLearnerAreErasedAndTheOthersKept() {
        List<World.PublishedCredential> told = credentials(5);
        World.PublishedCredential gone = told.get(2);
        world.tellErasure(gone.learner(), gone.enrolment());
        World.soon()
                .until(() -> Rows.everything(dataSource, "erased_learner")
                        .contains(gone.learner().toString()));
        List<IncomingEvent> batch = facts(told, 1, "issued");
        assertThat(take(batch)).containsExactly(batch.get(2));
        world.tell(gone, 1, "issued");
        World.soon().until(() -> World.status(gone.id()) == 410);
    }

    @Test
    void withoutInstitutionOrIssuerAllIsLeftOver() {
        World silent = World.silent(events);
        List<IncomingEvent> batch = List.of(incoming(silent.event(silent.credential(), 1, "issued", Map.of())));
        assertThat(Access.system(silent.institution())
                        .call(() -> inTransaction(() -> consumer.prepare(batch).write(batch))))
                .isEqualTo(batch);
    }

    @Test
    void everyEmployerThatMayHearOfABatchHearsOfEachOnce() {
        world.grant();
        world.partner()
                .body(Map.of(
                        "url",
                        "http://localhost:9/hooks",
                        "eventTypes",
                        List.of("credential.issued", "credential.status_changed")))
                .post("/webhooks/endpoints")
                .then()
                .statusCode(201);
        // Nobody listens there who could prove that it is wanted.
        Rows.text(
                dataSource,
                Access.everywhere(),
                "with wanted as (update webhook_endpoint set state = 'active' where employer_id = '" + world.employer()
                        + "' returning 1) select count(*) from wanted");
        List<World.PublishedCredential> told = credentials(20);
        take(facts(told, 1, "issued"));
        take(facts(told, 1, "issued"));
        assertThat(Rows.text(
                        dataSource,
                        Access.everywhere(),
                        "select count(*) || ' ' || count(distinct credential_id) from delivery where institution_id = '"
                                + world.institution() + "'"))
                .isEqualTo("20 20");
    }

    private List<World.PublishedCredential> credentials(int count) {
        return IntStream.range(0, count).mapToObj(i -> world.credential()).toList();
    }

    private List<IncomingEvent> facts(List<World.PublishedCredential> told, long version, String state) {
        return told.stream()
                .map(each -> incoming(world.event(each, version, state, Map.of())))
                .toList();
    }

    private static IncomingEvent incoming(Events.Event event) {
        return IncomingEvent.of(
                event.key(),
                new HashMap<>(event.headers()),
                event.data() == null ? null : event.data().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** As an instance would whose notes of what it took are lost. */
    private List<IncomingEvent> take(List<IncomingEvent> batch) {
        return Access.system(world.institution())
                .call(() -> inTransaction(() -> consumer.prepare(batch).write(batch)));
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Access.system(world.institution())
                .call(() -> QuarkusTransaction.requiringNew().call(work::get));
    }

    /** How many credentials have how many changes. */
    private String history(List<World.PublishedCredential> told) {
        return Rows.text(
                dataSource,
                Access.everywhere(),
                "select count(*) || ' x ' || coalesce(string_agg(distinct statuses, ' / '), '') from (select"
                        + " string_agg(status, ', ' order by version) as statuses from record_change where"
                        + " credential_id in (" + ids(told) + ") group by credential_id) as each");
    }

    private long told(String topic, List<World.PublishedCredential> told) {
        List<String> keys = told.stream().map(each -> each.id().toString()).toList();
        World.soon()
                .until(() -> Rows.text(dataSource, Access.everywhere(), "select count(*) from outbox")
                        .equals("0"));
        return events.read(topic).stream()
                .filter(event -> keys.contains(event.key()))
                .count();
    }

    private static String ids(List<World.PublishedCredential> told) {
        return told.stream().map(each -> "'" + each.id() + "'").collect(Collectors.joining(","));
    }
}
