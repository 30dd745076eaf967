package org.testamur.verification.webhook.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;
import org.testamur.verification.VerificationConfig;
import org.testamur.verification.webhook.SecretBox;
import org.testamur.verification.webhook.delivery.RetryPolicy;

/** Stores the challenges of unverified endpoints. An attempt is counted before it is made. */
@ApplicationScoped
class EndpointChallenges {

    private static final Logger LOG = Logger.getLogger(EndpointChallenges.class);
    private static final Duration LONGER_THAN_A_TRY = Duration.ofSeconds(10);

    private final Sql sql;
    private final SecretBox secrets;
    private final VerificationConfig.Webhooks config;
    private final RetryPolicy retries;
    private final Clock clock;

    EndpointChallenges(Sql sql, SecretBox secrets, VerificationConfig config, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
        this.config = config.webhooks();
        this.retries = new RetryPolicy(this.config.retryScale());
        this.clock = clock;
    }

    /**
     * A challenge to send now.
     *
     * @param secrets those that count now, newest first
     */
    record DueChallenge(
            UUID endpoint,
            UUID employer,
            String webhookId,
            Challenge challenge,
            URI url,
            List<String> secrets,
            int tries) {}

    private record Found(UUID endpoint, @Nullable DueChallenge due, int tries, Instant givesUpAt) {}

    /** Begins with a new challenge; refuses when the employer has begun too many within the hour. */
    @Transactional(Transactional.TxType.MANDATORY)
    void begin(UUID employer, UUID endpoint) {
        Instant now = clock.instant();
        int begun = sql.list("""
                        insert into challenge_allowance as known (employer_id, hour, challenges) values (?, ?, 1)
                        on conflict (employer_id) do update set hour = excluded.hour,
                            challenges = case when known.hour = excluded.hour then known.challenges + 1 else 1 end
                        returning challenges""", row -> row.getInt("challenges"), employer, now.truncatedTo(ChronoUnit.HOURS))
                .getFirst();
        if (begun > config.challengesPerHour()) {
            throw Refusal.of(
                    Refusal.Kind.TOO_MANY,
                    "too-many-challenges",
                    "The employer has begun " + config.challengesPerHour()
                            + " verifications within this hour: try again in the next.");
        }
        sql.update(
                """
                insert into endpoint_verification (endpoint_id, employer_id, webhook_id, challenge, started_at, due_at,
                    gives_up_at) values (?, ?, ?, ?, ?, ?, ?)
                on conflict (endpoint_id) do update set webhook_id = excluded.webhook_id, challenge = excluded.challenge,
                    tries = 0, started_at = excluded.started_at, due_at = excluded.due_at,
                    gives_up_at = excluded.gives_up_at, last_tried_at = null, last_detail = null""",
                endpoint,
                employer,
                "msg_" + UUID.randomUUID().toString().replace("-", ""),
                secrets.seal(endpoint, Challenge.fresh().reveal()),
                now,
                now,
                now.plus(config.verificationLife()));
    }

    /** Whether this is the endpoint's challenge, and its day is not over. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean isRight(UUID endpoint, String candidate) {
        return sql.first(
                        "select challenge from endpoint_verification where endpoint_id = ? and gives_up_at > ?",
                        row -> row.getBytes("challenge"),
                        endpoint,
                        clock.instant())
                .map(box -> Challenge.of(secrets.open(endpoint, box)).is(candidate))
                .orElse(false);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void end(UUID endpoint) {
        sql.update("delete from endpoint_verification where endpoint_id = ?", endpoint);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Map<UUID, EndpointView.EndpointVerification> views(Collection<UUID> endpoints) {
        record EndpointRow(UUID endpoint, EndpointView.EndpointVerification view) {}
        return sql
                .list(
                        "select verification.*, endpoint.state from endpoint_verification verification"
                                + " join webhook_endpoint endpoint on endpoint.endpoint_id = verification.endpoint_id"
                                + " where verification.endpoint_id = any(?)",
                        row -> new EndpointRow(
                                Sql.uuid(row, "endpoint_id"),
                                new EndpointView.EndpointVerification(
                                        row.getInt("tries"),
                                        Sql.instant(row, "last_tried_at"),
                                        row.getString("last_detail"),
                                        row.getString("state").equals(WebhookEndpoint.UNVERIFIED)
                                                ? Sql.instant(row, "due_at")
                                                : null,
                                        Sql.instant(row, "gives_up_at"))),
                        (Object) endpoints.toArray(UUID[]::new))
                .stream()
                .collect(Collectors.toMap(EndpointRow::endpoint, EndpointRow::view));
    }

    /**
     * Takes what is due, one of each employer, and gives up what has had its day. Until it is noted how a try went, the next
     * is as far away as a try may take.
     *
     * @param busy employers who are being asked already
     */
    @Transactional
    List<DueChallenge> claim(int most, Collection<UUID> busy) {
        Instant now = clock.instant();
        List<Found> found = sql.list("""
                select verification.*, endpoint.url, endpoint.secret, endpoint.previous_secret,
                    endpoint.previous_secret_until
                from endpoint_verification verification
                join webhook_endpoint endpoint on endpoint.endpoint_id = verification.endpoint_id
                where verification.due_at <= ? and endpoint.state = 'unverified' and verification.endpoint_id in (
                    select distinct on (first.employer_id) first.endpoint_id from endpoint_verification first
                    join webhook_endpoint its on its.endpoint_id = first.endpoint_id and its.state = 'unverified'
                    where first.due_at <= ? and not first.employer_id = any(?)
                    order by first.employer_id, first.due_at)
                order by verification.due_at limit ? for update of verification skip locked""", this::found, now, now, busy.toArray(UUID[]::new), most);
        List<DueChallenge> due = new ArrayList<>();
        for (Found each : found) {
            if (!now.isBefore(each.givesUpAt())) {
                giveUp(each.endpoint());
            } else {
                Duration away = longer(pause(each.tries() + 1), config.timeout().plus(LONGER_THAN_A_TRY));
                sql.update(
                        "update endpoint_verification set tries = tries + 1, due_at = least(?, gives_up_at),"
                                + " last_tried_at = ?, last_detail = null where endpoint_id = ?",
                        now.plus(away),
                        now,
                        each.endpoint());
                if (each.due() != null) {
                    due.add(each.due());
                }
            }
        }
        return due;
    }

    /** The endpoint sent the challenge back: it is active, unless it was given up, changed or removed meanwhile. */
    @Transactional
    void succeeded(DueChallenge due) {
        boolean same = sql.first(
                        "select 1 from endpoint_verification where endpoint_id = ? and webhook_id = ? for update",
                        row -> true,
                        due.endpoint(),
                        due.webhookId())
                .isPresent();
        if (same
                && sql.update(
                                "update webhook_endpoint set state = 'active', version = version + 1"
                                        + " where endpoint_id = ? and state = 'unverified'",
                                due.endpoint())
                        > 0) {
            end(due.endpoint());
        }
    }

    @Transactional
    void failed(DueChallenge due, String detail) {
        sql.update(
                "update endpoint_verification set last_detail = ?, due_at = least(?, gives_up_at)"
                        + " where endpoint_id = ? and webhook_id = ? and tries = ?",
                detail,
                clock.instant().plus(pause(due.tries())),
                due.endpoint(),
                due.webhookId(),
                due.tries());
    }

    private void giveUp(UUID endpoint) {
        sql.update(
                "update webhook_endpoint set state = 'verification-failed', version = version + 1"
                        + " where endpoint_id = ? and state = 'unverified'",
                endpoint);
        sql.update(
                "update delivery set state = 'cancelled', ended_at = ? where endpoint_id = ? and state = 'pending'",
                clock.instant(),
                endpoint);
    }

    private Duration pause(int tries) {
        return retries.pause(tries, ThreadLocalRandom.current().nextDouble());
    }

    private Found found(ResultSet row) throws SQLException {
        UUID endpoint = Sql.uuid(row, "endpoint_id");
        int tries = row.getInt("tries");
        return new Found(
                endpoint,
                due(row, endpoint, tries + 1).orElse(null),
                tries,
                Objects.requireNonNull(Sql.instant(row, "gives_up_at")));
    }

    /** Empty when its secrets cannot be read. */
    private Optional<DueChallenge> due(ResultSet row, UUID endpoint, int tries) throws SQLException {
        Instant until = Sql.instant(row, "previous_secret_until");
        byte[] previous = row.getBytes("previous_secret");
        try {
            List<String> counting = new ArrayList<>();
            counting.add(secrets.open(endpoint, row.getBytes("secret")));
            if (previous != null && until != null && clock.instant().isBefore(until)) {
                counting.add(secrets.open(endpoint, previous));
            }
            return Optional.of(new DueChallenge(
                    endpoint,
                    Sql.uuid(row, "employer_id"),
                    row.getString("webhook_id"),
                    Challenge.of(secrets.open(endpoint, row.getBytes("challenge"))),
                    URI.create(row.getString("url")),
                    List.copyOf(counting),
                    tries));
        } catch (IllegalStateException e) {
            LOG.errorf("endpoint %s is not verified: %s", endpoint, e.getMessage());
            return Optional.empty();
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
