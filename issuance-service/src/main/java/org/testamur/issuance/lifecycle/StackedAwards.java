package org.testamur.issuance.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.CredentialView;
import org.testamur.issuance.credential.DependentAwards;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.platform.sql.Sql;

/**
 * Awards that build on others, such as a certificate for three micro-credentials. When a base is revoked, what builds on
 * it is marked in the same transaction; {@link FollowUps} then suspends what is to be suspended, also at another
 * institution, and the rest waits for a registrar to look at it.
 */
@ApplicationScoped
public class StackedAwards implements DependentAwards {

    private final Sql sql;
    private final Clock clock;

    StackedAwards(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** What becomes of an award whose base is revoked. */
    public enum Consequence {
        /** A registrar is to look at it; it counts meanwhile. */
        REVIEW,
        /** It is suspended until a registrar has looked at it. */
        SUSPENSION;

        String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An award to be suspended because its base is revoked. */
    record Lost(UUID dependent, UUID institution) {}

    /** Notes, for all institutions, that a credential builds on another; one revoked already counts as lost at once. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void buildsOn(UUID dependent, UUID base, Consequence consequence) {
        int noted = sql.update("""
                insert into credential_dependency (dependent_id, base_id, institution_id, dependent_institution_id,
                    consequence, lost_at)
                select d.id, b.id, b.institution_id, d.institution_id, ?, case when b.state = 'REVOKED' then ?::timestamptz end
                from credential d, credential b where d.id = ? and b.id = ?
                on conflict (dependent_id, base_id) do update set consequence = excluded.consequence""", consequence.stored(), clock.instant(), dependent, base);
        if (noted == 0) {
            throw new IllegalArgumentException("one of the two credentials is not there: " + dependent + ", " + base);
        }
    }

    @Override
    public void revoked(Credential base, ReasonCode why) {
        sql.update(
                "update credential_dependency set lost_at = ?, settled_at = null where base_id = ? and lost_at is null",
                clock.instant(),
                base.id());
    }

    /**
     * Moves dependencies to the replacement, which states the same award: awards built on the old credential now build
     * on the new one, and the reverse.
     */
    @Override
    public void superseded(Credential base, UUID by) {
        sql.update("update credential_dependency set base_id = ? where base_id = ?", by, base.id());
        sql.update("update credential_dependency set dependent_id = ? where dependent_id = ?", by, base.id());
    }

    @Override
    public void erase(UUID learner) {
        sql.update("""
                delete from credential_dependency where dependent_id in (select id from credential where learner_id = ?)
                    or base_id in (select id from credential where learner_id = ?)""", learner, learner);
    }

    /** Somebody has looked at the award since its base was lost. */
    void settled(UUID dependent) {
        sql.update(
                "update credential_dependency set settled_at = ? where dependent_id = ? and lost_at is not null"
                        + " and settled_at is null",
                clock.instant(),
                dependent);
    }

    List<CredentialView.LostBasis> lostBases(UUID dependent) {
        return sql.list(
                "select base_id, lost_at, settled_at from credential_dependency where dependent_id = ?"
                        + " and lost_at is not null order by base_id",
                row -> new CredentialView.LostBasis(
                        row.getObject(1, UUID.class),
                        Objects.requireNonNull(Sql.instant(row, "lost_at")),
                        Sql.instant(row, "settled_at")),
                dependent);
    }

    /** Those that are to be suspended and were not yet, by id, from the first after one. */
    List<Lost> toSuspend(UUID after, int limit) {
        return sql.list(
                """
                with open as materialized (select dependent_id, dependent_institution_id from credential_dependency
                    where lost_at is not null and settled_at is null and consequence = 'suspension'
                        and dependent_id > ?)
                select distinct d.dependent_id, d.dependent_institution_id from open d
                join credential c on c.id = d.dependent_id and c.state = 'ISSUED'
                order by d.dependent_id limit ?""", row -> new Lost(row.getObject(1, UUID.class), UUID.fromString(row.getString(2))), after, limit);
    }

    /** How many wait for a registrar. */
    long toReview() {
        return sql.first("""
                        with open as materialized (select dependent_id from credential_dependency
                            where lost_at is not null and settled_at is null)
                        select count(distinct d.dependent_id) from open d
                        join credential c on c.id = d.dependent_id and c.state in ('ISSUED', 'SUSPENDED')""", row -> row.getLong(1)).orElse(0L);
    }
}
