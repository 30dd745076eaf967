package org.testamur.issuance.reference;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.Caller;

/** Nobody decides on a credential of their own or reads what staff noted of it, whatever their roles. */
@ApplicationScoped
@Startup
public class SelfDecisionCheck {

    private final Sql sql;
    private final Caller caller;
    private final Counter refused;

    SelfDecisionCheck(Sql sql, Caller caller, MeterRegistry metrics) {
        this.sql = sql;
        this.caller = caller;
        this.refused = Counter.builder("testamur.credentials.own.refused")
                .description("Attempts to decide on a credential of one's own, or to read the notes of staff on it")
                .register(metrics);
    }

    /** What is known of the learner, and whether one of the log-ins is the caller's. */
    private record Known(boolean here, boolean own) {}

    /**
     * Looks in a transaction of its own, for staff do not read who logs in as whom.
     *
     * @throws Refusal 403 when the caller is the learner, 503 while the learner is not known, because nobody can tell
     */
    public void require(UUID learner) {
        require(learner, "Nobody decides on a credential of their own.");
    }

    /**
     * Before notes for staff are read.
     *
     * @throws Refusal as {@link #require} does
     */
    public void requireToRead(UUID learner) {
        require(learner, "What staff noted of a credential is not shown to the learner whose it is.");
    }

    private void require(UUID learner, String why) {
        Known known = Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(
                                        """
                        select exists (select 1 from learner where learner_id = l.id)
                                or exists (select 1 from erased_learner where learner_id = l.id),
                            exists (select 1 from learner_login where learner_id = l.id and issuer = ? and subject = ?)
                        from (select ?::uuid as id) l""",
                                        row -> new Known(row.getBoolean(1), row.getBoolean(2)),
                                        caller.issuer(),
                                        caller.subject(),
                                        learner)
                                .orElseThrow()));
        if (known.own()) {
            refused.increment();
            throw Refusal.forbidden("own-credential", why);
        }
        if (!known.here()) {
            throw Refusal.of(
                    Refusal.Kind.UNAVAILABLE,
                    "learner-not-here-yet",
                    "The learner of this award has not arrived here yet.");
        }
    }
}
