package org.testamur.verification.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.VerificationConfig;
import org.testamur.verification.sql.Sql;

/**
 * The deliveries that wait. An endpoint is leased to one instance at a time, which keeps the order of what it is sent; an
 * instance that dies loses its leases by their running out, and what it may have sent is sent again under the same id.
 */
@ApplicationScoped
class DeliveryQueue {

    private static final Logger LOG = Logger.getLogger(DeliveryQueue.class);
    private static final int BATCH = 100;

    private final Sql sql;
    private final SecretBox secrets;
    private final Duration lease;
    private final Clock clock;

    DeliveryQueue(Sql sql, SecretBox secrets, VerificationConfig config, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
        this.lease = config.webhooks().lease();
        this.clock = clock;
    }

    /**
     * An endpoint that is this instance's to send to.
     *
     * @param secrets those that count now, newest first
     */
    record Lease(UUID endpoint, UUID lease, URI url, List<String> secrets) {}

    /** A delivery that is due. */
    record Due(UUID id, String webhookId, UUID credential, String eventType, String body, int tries) {}

    /** Leases endpoints that something is due for and that nobody serves or holds. */
    @Transactional
    List<Lease> lease(int most) {
        Instant now = clock.instant();
        UUID token = UUID.randomUUID();
        List<UUID> endpoints =
                sql.all("""
                with due as (
                    select waiting.endpoint_id from endpoint_lease waiting
                    join webhook_endpoint endpoint on endpoint.endpoint_id = waiting.endpoint_id
                    where endpoint.state = 'active'
                    and coalesce(waiting.leased_until, '-infinity') <= ?
                    and coalesce(waiting.held_until, '-infinity') <= ?
                    and exists (select 1 from delivery where delivery.endpoint_id = waiting.endpoint_id
                        and delivery.state = 'pending' and delivery.due_at <= ?)
                    limit ? for update of waiting skip locked)
                update endpoint_lease taken set leased_until = ?, lease = ? from due
                where taken.endpoint_id = due.endpoint_id returning taken.endpoint_id""", row -> Sql.uuid(row, "endpoint_id"), now, now, now, most, now.plus(lease), token);
        return endpoints.isEmpty() ? List.of() : open(endpoints, token, now);
    }

    private List<Lease> open(List<UUID> endpoints, UUID token, Instant now) {
        return sql
                .all(
                        "select endpoint_id, url, secret, previous_secret, previous_secret_until from webhook_endpoint"
                                + " where endpoint_id = any(?)",
                        row -> open(row, token, now),
                        (Object) endpoints.toArray(UUID[]::new))
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Empty when its secret cannot be read: then it waits, and the others do not wait with it. */
    private Optional<Lease> open(ResultSet row, UUID token, Instant now) throws SQLException {
        UUID endpoint = Sql.uuid(row, "endpoint_id");
        List<String> counting = new ArrayList<>();
        Instant until = Sql.instant(row, "previous_secret_until");
        byte[] previous = row.getBytes("previous_secret");
        try {
            counting.add(secrets.open(endpoint, row.getBytes("secret")));
            if (previous != null && until != null && now.isBefore(until)) {
                counting.add(secrets.open(endpoint, previous));
            }
        } catch (IllegalStateException e) {
            LOG.errorf("nothing is sent to endpoint %s: %s", endpoint, e.getMessage());
            return Optional.empty();
        }
        return Optional.of(new Lease(endpoint, token, URI.create(row.getString("url")), List.copyOf(counting)));
    }

    /** Says that this instance goes on; false when the endpoint is another's by now. */
    @Transactional
    boolean renew(Lease held) {
        return sql.run(
                        "update endpoint_lease set leased_until = ? where endpoint_id = ? and lease = ?",
                        clock.instant().plus(lease),
                        held.endpoint(),
                        held.lease())
                == 1;
    }

    @Transactional
    void release(Lease held) {
        sql.run(
                "update endpoint_lease set leased_until = null, lease = null where endpoint_id = ? and lease = ?",
                held.endpoint(),
                held.lease());
    }

    /** What is due for the endpoint, in the order of the facts. */
    @Transactional
    List<Due> due(Lease held) {
        return sql.all(
                "select delivery_id, webhook_id, credential_id, event_type, body, tries from delivery"
                        + " where endpoint_id = ? and state = 'pending' and due_at <= ?"
                        + " order by delivery_id limit " + BATCH,
                row -> new Due(
                        Sql.uuid(row, "delivery_id"),
                        row.getString("webhook_id"),
                        Sql.uuid(row, "credential_id"),
                        row.getString("event_type"),
                        row.getString("body"),
                        row.getInt("tries")),
                held.endpoint(),
                clock.instant());
    }

    /** Notes a try and what follows from it; nothing when the delivery is gone meanwhile. */
    @Transactional
    void settle(Lease held, Due delivery, Answer answer, RetryPolicy.Next next, Instant startedAt, Duration took) {
        Instant now = clock.instant();
        String state = switch (next) {
            case RetryPolicy.Next.Done() -> "delivered";
            case RetryPolicy.Next.Again again -> "pending";
            case RetryPolicy.Next.GivenUp(), RetryPolicy.Next.EndpointGone() -> "failed";
        };
        Instant due = next instanceof RetryPolicy.Next.Again(Duration after, Duration hold) ? now.plus(after) : now;
        Optional<UUID> employer = sql.first(
                "update delivery set tries = tries + 1, state = ?, due_at = ?, ended_at = ?"
                        + " where delivery_id = ? and state = 'pending' returning employer_id",
                row -> Sql.uuid(row, "employer_id"),
                state,
                due,
                state.equals("pending") ? null : now,
                delivery.id());
        if (employer.isEmpty()) {
            return;
        }
        note(delivery, employer.get(), answer, state, startedAt, took);
        if (next instanceof RetryPolicy.Next.Again(Duration after, Duration hold) && hold != null) {
            sql.run("update endpoint_lease set held_until = ? where endpoint_id = ?", now.plus(hold), held.endpoint());
        }
        if (next instanceof RetryPolicy.Next.EndpointGone) {
            disable(held.endpoint(), now);
        }
    }

    private void note(Due delivery, UUID employer, Answer answer, String state, Instant startedAt, Duration took) {
        Integer status = answer instanceof Answer.Answered(int code, Duration wish) ? code : null;
        sql.run(
                "insert into delivery_attempt (delivery_id, number, employer_id, attempted_at, outcome, http_status,"
                        + " detail, duration_millis) select ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ?, ?"
                        + " from delivery_attempt where delivery_id = ?",
                delivery.id(),
                employer,
                startedAt,
                state.equals("delivered") ? "delivered" : "failed",
                status,
                detail(answer),
                took.toMillis(),
                delivery.id());
    }

    private static String detail(Answer answer) {
        return switch (answer) {
            case Answer.Answered(int status, Duration wish)
            when status >= 300 && status < 400 -> "answered " + status + ": redirects are not followed";
            case Answer.Answered(int status, Duration wish)
            when status == 410 -> "answered 410: the endpoint wants no more and was disabled";
            case Answer.Answered(int status, Duration wish) -> "answered " + status;
            case Answer.Unreachable(String reason) -> reason;
            case Answer.Forbidden(String reason) -> reason;
        };
    }

    private void disable(UUID endpoint, Instant now) {
        sql.run(
                "update webhook_endpoint set state = 'disabled', disabled_because = ?, version = version + 1"
                        + " where endpoint_id = ? and state = 'active'",
                "It answered 410 Gone.",
                endpoint);
        sql.run(
                "update delivery set state = 'cancelled', ended_at = ? where endpoint_id = ? and state = 'pending'",
                now,
                endpoint);
    }

    /** How long the oldest delivery that should have gone out has been due. */
    @Transactional
    Duration oldestDue() {
        Instant now = clock.instant();
        @Nullable
        Instant due = sql.first(
                        "select min(delivery.due_at) as due from delivery join webhook_endpoint endpoint"
                                + " on endpoint.endpoint_id = delivery.endpoint_id and endpoint.state = 'active'"
                                + " where delivery.state = 'pending' and delivery.due_at <= ?",
                        row -> Optional.ofNullable(Sql.instant(row, "due")),
                        now)
                .flatMap(found -> found)
                .orElse(null);
        return due == null ? Duration.ZERO : Duration.between(due, Objects.requireNonNull(now));
    }
}
