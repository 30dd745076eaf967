package org.testamur.verification.webhook.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.testamur.platform.sql.Sql;

/** Cancels what waits for an employer whose grant has ended. */
@ApplicationScoped
class EndedGrants {

    /** A fact that was announced just before the end may be committed just after it. */
    private static final Duration LATE = Duration.ofMinutes(10);

    private final Sql sql;
    private final Clock clock;

    EndedGrants(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    @Transactional
    void close() {
        Instant now = clock.instant();
        sql.update("""
                update delivery set state = 'cancelled', ended_at = ? from employer_grant ended
                where ended.ends_at <= ? and ended.closed_for is distinct from ended.ends_at
                and delivery.endpoint_id in (select endpoint_id from webhook_endpoint endpoint
                    where endpoint.employer_id = ended.employer_id)
                and delivery.institution_id = ended.institution_id and delivery.state = 'pending'""", now, now);
        sql.update(
                "update employer_grant set closed_for = ends_at where closed_for is distinct from ends_at and ends_at <= ?",
                now.minus(LATE));
    }
}
