package org.testamur.catalog.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;

/** Counts the codes that a log-in tries, in the database, so that all instances count together. */
@ApplicationScoped
class CodeAttempts {

    private static final Duration SPAN = Duration.ofHours(1);

    private final Sql sql;
    private final Clock clock;

    CodeAttempts(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Counts before the code is looked at, in a transaction of its own, which no refusal undoes; false: one too many. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean admits(String login) {
        Instant now = clock.instant();
        Instant begun = now.minus(SPAN);
        int attempts = sql.first("""
                        insert into invitation_attempt as known (login, attempts, since) values (?, 1, ?)
                        on conflict (login) do update set
                            attempts = case when known.since < ? then 1 else least(known.attempts + 1, 1000000) end,
                            since = case when known.since < ? then excluded.since else known.since end
                        returning attempts""", row -> row.getInt("attempts"), login, now, begun, begun)
                .orElseThrow();
        if (attempts == 1) {
            sql.update("delete from invitation_attempt where since < ?", begun);
        }
        return attempts <= PeoplePolicy.MOST_ATTEMPTS;
    }

    /** The log-in had a code that is good. */
    void forget(String login) {
        sql.update("delete from invitation_attempt where login = ?", login);
    }

    static Refusal refusal() {
        return Refusal.of(
                Refusal.Kind.TOO_MANY,
                "too-many-codes",
                "This log-in has tried " + PeoplePolicy.MOST_ATTEMPTS + " codes within an hour. Try again later.");
    }
}
