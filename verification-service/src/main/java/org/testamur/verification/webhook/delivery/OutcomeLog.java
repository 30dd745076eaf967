package org.testamur.verification.webhook.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.testamur.platform.outbound.Answer;
import org.testamur.platform.sql.Columns;
import org.testamur.platform.sql.Sql;

/** Notes tries and what follows from them. */
@ApplicationScoped
class OutcomeLog {

    private static final String NOTE = """
            with told as (
                select * from unnest(?::uuid[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::text[],
                    ?::int4[], ?::text[], ?::int8[]) as told (delivery_id, state, due_at, ended_at, attempted_at, outcome,
                    http_status, detail, duration_millis)),
            open as (
                select delivery_id from delivery
                where delivery_id = any(?::uuid[]) and state = 'pending' for update%s),
            settled as (
                update delivery set tries = tries + 1, state = told.state, due_at = told.due_at, ended_at = told.ended_at
                from told join open on open.delivery_id = told.delivery_id
                where delivery.delivery_id = told.delivery_id
                returning delivery.delivery_id, delivery.employer_id),
            noted as (
                insert into delivery_attempt (delivery_id, number, employer_id, attempted_at, outcome, http_status, detail,
                    duration_millis)
                select told.delivery_id, (select coalesce(max(number), 0) + 1 from delivery_attempt earlier
                        where earlier.delivery_id = told.delivery_id), settled.employer_id, told.attempted_at,
                    told.outcome, told.http_status, told.detail, told.duration_millis
                from settled join told on told.delivery_id = settled.delivery_id)
            select delivery_id from settled""";
    private static final String NOTE_WAITING = NOTE.formatted("");
    private static final String NOTE_WITHOUT_WAITING = NOTE.formatted(" skip locked");

    private final Sql sql;

    OutcomeLog(Sql sql) {
        this.sql = sql;
    }

    /**
     * Notes many, each of another delivery, by one statement. It waits for nobody, so that who cancels or erases many
     * deliveries and who notes many never wait for each other; returned are those left over because somebody holds them.
     * What is gone or was cancelled meanwhile stays as it is.
     */
    @Transactional
    Set<UUID> together(List<DeliveryOutcome> outcomes) {
        Set<UUID> left = ids(outcomes);
        Set<UUID> settled = note(NOTE_WITHOUT_WAITING, outcomes);
        left.removeAll(settled);
        if (!left.isEmpty()) {
            left.retainAll(sql.list(
                    "select delivery_id from delivery where delivery_id = any(?) and state = 'pending'",
                    row -> Sql.uuid(row, "delivery_id"),
                    (Object) left.toArray(UUID[]::new)));
        }
        return left;
    }

    /** Notes one, and what it means for the endpoint; nothing when the delivery is gone meanwhile. */
    @Transactional
    void alone(DeliveryOutcome outcome) {
        if (note(NOTE_WAITING, List.of(outcome)).isEmpty()) {
            return;
        }
        UUID endpoint = outcome.delivery().endpoint();
        if (outcome.next() instanceof RetryPolicy.Next.Again(Duration after, Duration hold) && hold != null) {
            sql.update(
                    "update endpoint_lease set held_until = ? where endpoint_id = ?",
                    outcome.at().plus(hold),
                    endpoint);
        }
        if (outcome.next() instanceof RetryPolicy.Next.EndpointGone) {
            disable(endpoint, outcome.at());
        }
    }

    private Set<UUID> note(String statement, List<DeliveryOutcome> outcomes) {
        Object[] columns = Columns.of(outcomes)
                .ids(outcome -> outcome.delivery().id())
                .texts(DeliveryOutcome::state)
                .instants(DeliveryOutcome::due)
                .instants(outcome -> outcome.state().equals("pending") ? null : outcome.at())
                .instants(DeliveryOutcome::startedAt)
                .texts(outcome -> outcome.isDelivered() ? "delivered" : "failed")
                .texts(outcome -> outcome.answer() instanceof Answer.Answered(int status, Duration wish)
                        ? Integer.toString(status)
                        : null)
                .texts(DeliveryOutcome::detail)
                .numbers(outcome -> outcome.took().toMillis())
                .ids(outcome -> outcome.delivery().id())
                .arguments();
        return new HashSet<>(sql.list(statement, row -> Sql.uuid(row, "delivery_id"), columns));
    }

    private void disable(UUID endpoint, Instant at) {
        sql.update(
                "update webhook_endpoint set state = 'disabled', disabled_because = ?, version = version + 1"
                        + " where endpoint_id = ? and state = 'active'",
                "It answered 410 Gone.",
                endpoint);
        sql.update(
                "update delivery set state = 'cancelled', ended_at = ? where endpoint_id = ? and state = 'pending'",
                at,
                endpoint);
    }

    private static Set<UUID> ids(List<DeliveryOutcome> outcomes) {
        Set<UUID> ids = new HashSet<>();
        outcomes.forEach(outcome -> ids.add(outcome.delivery().id()));
        return ids;
    }
}
