package org.testamur.issuance.reconciliation;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.reference.Learners;
import org.testamur.platform.consumer.BatchConsumer;
import org.testamur.platform.consumer.IncomingRecords;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.sql.Sql;

/** Records published results, independent of the consumer that decides on them. */
@ApplicationScoped
class PublishedResultConsumer implements BatchConsumer {

    private final Sql sql;
    private final Learners learners;
    private final IncomingRecords incoming;

    PublishedResultConsumer(Sql sql, Learners learners, IncomingRecords incoming) {
        this.sql = sql;
        this.learners = learners;
        this.incoming = incoming;
    }

    @Incoming("issuance.results-told")
    @Blocking("consumers")
    CompletionStage<Void> take(Message<ConsumerRecords<byte[], byte[]>> poll) {
        return incoming.take(this, poll);
    }

    @Override
    public String name() {
        return "issuance.results-told";
    }

    @Override
    public String topic() {
        return "assessment.results";
    }

    @Override
    public boolean personal() {
        return true;
    }

    @Override
    public Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    public Batch prepare(List<IncomingEvent> events) {
        return fresh -> {
            note(fresh);
            return List.of();
        };
    }

    @Override
    public void accept(IncomingEvent event) {
        note(List.of(event));
    }

    private void note(List<IncomingEvent> events) {
        List<IncomingEvent> gone =
                events.stream().filter(IncomingEvent::isTombstone).toList();
        if (!gone.isEmpty()) {
            sql.update("delete from result_told where enrolment_id = any(?::uuid[])", (Object)
                    gone.stream().map(event -> event.key().toString()).toArray(String[]::new));
        }
        List<Row> told = events.stream()
                .filter(event -> !event.isTombstone())
                .map(Row::of)
                .toList();
        // An erasure that is under way would not see what is noted here: it ends before, or waits.
        sql.first("select pg_advisory_xact_lock_shared(" + ErasePublishedResults.LOCK + ")", row -> true);
        Set<UUID> erased = learners.erased(
                told.stream().map(row -> row.told().learnerId()).distinct().toList());
        List<Row> rows = told.stream()
                .filter(row -> !erased.contains(row.told().learnerId()))
                .toList();
        if (!rows.isEmpty()) {
            sql.update(
                    """
                    insert into result_told (enrolment_id, institution_id, revision, outcome, recorded_at, fact)
                    select r.enrolment_id, r.institution_id, r.revision, r.outcome, r.recorded_at, r.fact
                    from unnest(?::uuid[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[], ?::text[])
                        as r (enrolment_id, institution_id, revision, outcome, recorded_at, fact)
                    on conflict (enrolment_id) do update set institution_id = excluded.institution_id,
                        revision = excluded.revision, outcome = excluded.outcome,
                        recorded_at = excluded.recorded_at, fact = excluded.fact""",
                    rows.stream()
                            .map(row -> row.told().enrolmentId().toString())
                            .toArray(String[]::new),
                    rows.stream()
                            .map(row -> row.told().institutionId().toString())
                            .toArray(String[]::new),
                    rows.stream().map(row -> row.told().revision()).toArray(Long[]::new),
                    rows.stream()
                            .map(row -> Objects.requireNonNullElse(row.told().outcome(), ""))
                            .toArray(String[]::new),
                    rows.stream().map(row -> row.recordedAt().toString()).toArray(String[]::new),
                    rows.stream().map(Row::fact).toArray(String[]::new));
        }
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("result_told", "enrolment_id"));
    }

    private record Row(
            ResultFact told, Instant recordedAt, @Nullable String fact) {

        static Row of(IncomingEvent event) {
            ResultFact told = event.data(ResultFact.class);
            if (!Objects.equals(event.tenant(), told.institutionId())) {
                throw new IllegalArgumentException("the result belongs to another institution than the event says");
            }
            return new Row(
                    told,
                    Objects.requireNonNullElse(told.recordedAt(), event.time()),
                    "passed".equals(told.outcome())
                            ? new String(Objects.requireNonNull(event.value()), StandardCharsets.UTF_8)
                            : null);
        }
    }

    /** The fields that matter here. */
    record ResultFact(
            UUID enrolmentId,
            UUID institutionId,
            UUID learnerId,
            long revision,
            @Nullable String outcome,
            @Nullable Instant recordedAt) {}
}
