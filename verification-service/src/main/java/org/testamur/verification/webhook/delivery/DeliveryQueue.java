package org.testamur.verification.webhook.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
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
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.sql.Columns;
import org.testamur.platform.sql.Sql;
import org.testamur.verification.VerificationConfig;
import org.testamur.verification.webhook.SecretBox;

/**
 * Stores pending deliveries and leases endpoints. An endpoint is leased to one instance at a time, which keeps the
 * order of its deliveries. The leases of an instance that dies expire. Deliveries that it may have sent are sent again
 * under the same id.
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
    private final URI publicUrl;
    private final Duration lease;
    private final Clock clock;

    DeliveryQueue(Sql sql, SecretBox secrets, PlatformConfig platform, VerificationConfig config, Clock clock) {
        this.publicUrl = platform.publicUrl();
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
    record Lease(UUID endpoint, UUID employer, UUID lease, URI url, List<String> secrets) {}

    /**
     * A delivery that is due, with the very bytes to sign and send.
     *
     * @param traceparent what left it, if that is traced
     */
    @SuppressWarnings("ArrayRecordComponent")
    record DueDelivery(
            UUID id,
            UUID endpoint,
            String webhookId,
            UUID credential,
            byte[] body,
            int tries,
            @Nullable String traceparent) {}

    /**
     * An endpoint and what goes to it now.
     *
     * @param readAt when the deliveries were read, by {@link System#nanoTime()}
     */
    record Claim(Lease lease, List<DueDelivery> due, long readAt) {}

    /**
     * What this instance leaves alone although the database says that it is due.
     *
     * @param endpoints hold a note that could not be written
     * @param deliveries were sent
     * @param serving how many endpoints of each employer it serves now
     * @param mostOfEmployer how many it serves at once
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Without(UUID[] endpoints, UUID[] deliveries, Map<UUID, Integer> serving, int mostOfEmployer) {

        static Without nothing() {
            return new Without(new UUID[0], new UUID[0], Map.of(), Integer.MAX_VALUE);
        }

        private Object[] employers() {
            return Columns.of(List.copyOf(serving.entrySet()))
                    .ids(Map.Entry::getKey)
                    .numbers(Map.Entry::getValue)
                    .arguments();
        }
    }

    /**
     * Returns ended leases and leases endpoints that have due deliveries and are neither served nor held. It takes one
     * endpoint of each employer, then a second of each, and so on, so that an employer with many endpoints does not
     * delay others. It takes no more of one employer than its share. Each claim has the endpoint's first due
     * deliveries.
     */
    @Transactional
    List<Claim> claim(int most, List<Lease> ended, Without without) {
        giveBack(ended);
        if (most <= 0) {
            return List.of();
        }
        Instant now = clock.instant();
        UUID token = UUID.randomUUID();
        Object[] serving = without.employers();
        List<UUID> endpoints = sql.list(
                """
                with turns as (
                    select waiting.endpoint_id, coalesce(serving.endpoints, 0)
                        + row_number() over (partition by endpoint.employer_id order by random()) as turn
                    from endpoint_lease waiting
                    join webhook_endpoint endpoint on endpoint.endpoint_id = waiting.endpoint_id
                    left join unnest(?::uuid[], ?::int8[]) as serving (employer_id, endpoints)
                        on serving.employer_id = endpoint.employer_id
                    where endpoint.state = 'active' and not waiting.endpoint_id = any(?)
                    and coalesce(waiting.leased_until, '-infinity') <= ?
                    and coalesce(waiting.held_until, '-infinity') <= ?
                    and exists (select 1 from delivery where delivery.endpoint_id = waiting.endpoint_id
                        and delivery.state = 'pending' and delivery.due_at <= ?
                        and not delivery.delivery_id = any(?))),
                due as (
                    select waiting.endpoint_id from endpoint_lease waiting
                    join turns on turns.endpoint_id = waiting.endpoint_id and turns.turn <= ?
                    where coalesce(waiting.leased_until, '-infinity') <= ?
                    and coalesce(waiting.held_until, '-infinity') <= ?
                    order by turns.turn, random() limit ? for update of waiting skip locked)
                update endpoint_lease taken set leased_until = ?, lease = ? from due
                where taken.endpoint_id = due.endpoint_id returning taken.endpoint_id""",
                row -> Sql.uuid(row, "endpoint_id"),
                serving[0],
                serving[1],
                without.endpoints(),
                now,
                now,
                now,
                without.deliveries(),
                (long) without.mostOfEmployer(),
                now,
                now,
                most,
                now.plus(lease),
                token);
        return endpoints.isEmpty() ? List.of() : read(open(endpoints, token, now), now, without);
    }

    @Transactional
    void release(List<Lease> ended) {
        giveBack(ended);
    }

    private void giveBack(List<Lease> ended) {
        if (!ended.isEmpty()) {
            List<Object> columns = Arrays.asList(
                    Columns.of(ended).ids(Lease::endpoint).ids(Lease::lease).arguments());
            sql.update("""
                    update endpoint_lease held set leased_until = null, lease = null
                    from unnest(?::uuid[], ?::uuid[]) as ended (endpoint_id, lease)
                    where held.endpoint_id = ended.endpoint_id and held.lease = ended.lease""", columns.toArray());
        }
    }

    private List<Lease> open(List<UUID> endpoints, UUID token, Instant now) {
        return sql
                .list(
                        "select endpoint_id, employer_id, url, secret, previous_secret, previous_secret_until from webhook_endpoint"
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
        return Optional.of(new Lease(
                endpoint,
                Sql.uuid(row, "employer_id"),
                token,
                URI.create(row.getString("url")),
                List.copyOf(counting)));
    }

    /**
     * What is due for each, in the order of the facts; the more endpoints share, the less of each. Links go with a delivery
     * while the credential's learner consents to this employer, which is asked for here, just before it is sent.
     */
    private List<Claim> read(List<Lease> leases, Instant now, Without without) {
        if (leases.isEmpty()) {
            return List.of();
        }
        Map<UUID, List<DueDelivery>> due = sql
                .list(
                        """
                        select due.*, linked.credential_url from unnest(?::uuid[]) as mine (endpoint_id)
                        cross join lateral (
                            select delivery_id, endpoint_id, employer_id, webhook_id, credential_id, body, tries, traceparent from delivery
                            where delivery.endpoint_id = mine.endpoint_id and state = 'pending' and due_at <= ?
                            and not delivery_id = any(?)
                            order by delivery_id limit ?) due
                        left join lateral (
                            select record.credential_url from verification_record record
                            join employer_consent consent on consent.learner_id = record.learner_id
                                and consent.employer_id = due.employer_id
                            where record.credential_id = due.credential_id
                            and exists (select 1 from employer_consent any_of
                                where any_of.employer_id = due.employer_id)) linked on true
                        order by due.delivery_id""",
                        this::due,
                        leases.stream().map(Lease::endpoint).toArray(UUID[]::new),
                        now,
                        without.deliveries(),
                        Math.clamp(AT_ONCE / leases.size(), LEAST_OF_EACH, MOST_OF_EACH))
                .stream()
                .collect(Collectors.groupingBy(DueDelivery::endpoint));
        long readAt = System.nanoTime();
        return leases.stream()
                .map(held -> new Claim(held, due.getOrDefault(held.endpoint(), List.of()), readAt))
                .toList();
    }

    private DueDelivery due(ResultSet row) throws SQLException {
        UUID credential = Sql.uuid(row, "credential_id");
        String url = row.getString("credential_url");
        Payload.Links links = url == null ? null : new Payload.Links(publicUrl + "/verify/" + credential, url);
        return new DueDelivery(
                Sql.uuid(row, "delivery_id"),
                Sql.uuid(row, "endpoint_id"),
                row.getString("webhook_id"),
                credential,
                Payload.toSend(row.getString("body"), links),
                row.getInt("tries"),
                row.getString("traceparent"));
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
