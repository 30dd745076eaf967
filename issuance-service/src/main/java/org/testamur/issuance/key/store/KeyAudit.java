package org.testamur.issuance.key.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.platform.Uuid7;
import org.testamur.platform.sql.Sql;

/** Logs each action on a key with its actor and time. Entries are only added; erasure removes a person's name. */
@ApplicationScoped
public class KeyAudit {

    /** The actor of actions that nobody requested. */
    public static final String SERVICE = "testamur";

    private static final String FORGOTTEN = "erased";

    private final Sql sql;
    private final Clock clock;

    KeyAudit(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** What can happen to a key. */
    public enum Act {
        MADE,
        ACTIVATED,
        RETIRED,
        COMPROMISED;

        public String shown() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** A line. */
    public record Line(
            int number, String act, String actor, @Nullable String note, Instant at) {}

    @Transactional(Transactional.TxType.MANDATORY)
    public void note(UUID institution, IssuerKey key, Act act, String actor, @Nullable String note) {
        sql.update("""
                insert into signing_key_audit (id, institution_id, number, act, actor, note, at)
                values (?, ?, ?, ?, ?, ?, ?)""", Uuid7.next(), institution.toString(), key.number(), act.shown(), actor, note, clock.instant());
    }

    /** Forgets that this log-in was at work here; what it did stays. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void eraseBy(String issuer, String subject) {
        sql.update("update signing_key_audit set actor = ? where actor = ?", FORGOTTEN, issuer + "#" + subject);
    }

    /** Oldest first. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Line> of(UUID institution) {
        return sql.list(
                "select * from signing_key_audit where institution_id = ? order by id",
                row -> new Line(
                        row.getInt("number"),
                        row.getString("act"),
                        row.getString("actor"),
                        row.getString("note"),
                        Objects.requireNonNull(Sql.instant(row, "at"))),
                institution.toString());
    }
}
