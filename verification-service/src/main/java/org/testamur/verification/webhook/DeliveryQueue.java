package org.testamur.verification.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.VerificationConfig;
import org.testamur.verification.sql.Columns;
import org.testamur.verification.sql.Sql;

/**
 * The deliveries that wait. An endpoint is leased to one instance at a time, which keeps the order of what it is sent; an
 * instance that dies loses its leases by their running out, and what it may have sent is sent again under the same id.
 */
@ApplicationScoped
class DeliveryQueue {

    private static final Logger LOG = Logger.getLogger(DeliveryQueue.class);
    /** Of one endpoint; and of all together, so that what is read is sent soon. */
    private static final int MOST_OF_EACH = 128;

    private static final int AT_ONCE = 512;
    private static final int LEAST_OF_EACH = 8;
    private static final Duration LONGER_THAN_A_TRY = Duration.ofSeconds(10);

    private final Sql sql;
    private final SecretBox secrets;
    private final Duration lease;
    private final Clock clock;

    DeliveryQueue(Sql sql, SecretBox secrets, VerificationConfig config, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
        this.lease =
                longer(config.webhooks().lease(), config.webhooks().timeout().plus(LONGER_THAN_A_TRY));
        this.clock = clock;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /**
     * An endpoint that is this instance's to send to.
     *
     * @param secrets those that count now, newest first
     */
    record Lease(UUID endpoint, UUID lease, URI url, List<String> secrets) {}

    /** A delivery that is due, with the very bytes to sign and send. */
    @SuppressWarnings("ArrayRecordComponent")
    record Due(UUID id, UUID endpoint, String webhookId, UUID credential, byte[] body, int tries) {}

    /**
     * An endpoint and what goes to it now.
     *
     * @param readAt when the deliveries were read, by {@link System#nanoTime()}
     */
    record Claim(Lease lease, List<Due> due, long readAt) {}

    /**
     * Gives back what has ended and leases endpoints that something is due for and that nobody serves or holds: one of each
     * employer, then a second of each and so on, whichever comes, so that none waits for long behind others, however many
     * endpoints one of them has; with each, what is due for it first.
     */
    @Transactional
    List<Claim> claim(int most, List<Lease> ended) {
        giveBack(ended);
        if (most <= 0) {
            return List.of();
        }
        Instant now = clock.instant();
        UUID token = UUID.randomUUID();
        List<UUID> endpoints = sql.all(
                """
                with turns as (
                    select waiting.endpoint_id,
                        row_number() over (partition by endpoint.employer_id order by random()) as turn
                    from endpoint_lease waiting
                    join webhook_endpoint endpoint on endpoint.endpoint_id = waiting.endpoint_id
                    where endpoint.state = 'active'
                    and coalesce(waiting.leased_until, '-infinity') <= ?
                    and coalesce(waiting.held_until, '-infinity') <= ?
                    and exists (select 1 from delivery where delivery.endpoint_id = waiting.endpoint_id
                        and delivery.state = 'pending' and delivery.due_at <= ?)),
                due as (
                    select waiting.endpoint_id from endpoint_lease waiting
                    join turns on turns.endpoint_id = waiting.endpoint_id
                    where coalesce(waiting.leased_until, '-infinity') <= ?
                    and coalesce(waiting.held_until, '-infinity') <= ?
                    order by turns.turn, random() limit ? for update of waiting skip locked)
                update endpoint_lease taken set leased_until = ?, lease = ? from due
                where taken.endpoint_id = due.endpoint_id returning taken.endpoint_id""", row -> Sql.uuid(row, "endpoint_id"), now, now, now, now, now, most, now.plus(lease), token);
        return endpoints.isEmpty() ? List.of() : read(open(endpoints, token, now), now);
    }

    @Transactional
    void release(List<Lease> ended) {
        giveBack(ended);
    }

    private void giveBack(List<Lease> ended) {
        if (!ended.isEmpty()) {
            List<Object> columns = Arrays.asList(
                    Columns.of(ended).ids(Lease::endpoint).ids(Lease::lease).arguments());
            sql.run("""
                    update endpoint_lease held set leased_until = null, lease = null
                    from unnest(?::uuid[], ?::uuid[]) as ended (endpoint_id, lease)
                    where held.endpoint_id = ended.endpoint_id and held.lease = ended.lease""", columns.toArray());
        }
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

    /** What is due for each, in the order of the facts; the more endpoints share, the less of each. */
    private List<Claim> read(List<Lease> leases, Instant now) {
        if (leases.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<Due>> due = sql
                .all(
                        """
                        select due.* from unnest(?::uuid[]) as mine (endpoint_id), lateral (
                            select delivery_id, endpoint_id, webhook_id, credential_id, body, tries from delivery
                            where delivery.endpoint_id = mine.endpoint_id and state = 'pending' and due_at <= ?
                            order by delivery_id limit ?) due""",
                        DeliveryQueue::due,
                        leases.stream().map(Lease::endpoint).toArray(UUID[]::new),
                        now,
                        Math.clamp(AT_ONCE / leases.size(), LEAST_OF_EACH, MOST_OF_EACH))
                .stream()
                .collect(Collectors.groupingBy(Due::endpoint));
        long readAt = System.nanoTime();
        return leases.stream()
                .map(held -> new Claim(held, due.getOrDefault(held.endpoint(), List.of()), readAt))
                .toList();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                Sql.uuid(row, "delivery_id"),
                Sql.uuid(row, "endpoint_id"),
                row.getString("webhook_id"),
                Sql.uuid(row, "credential_id"),
                row.getString("body").getBytes(StandardCharsets.UTF_8),
                row.getInt("tries"));
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
