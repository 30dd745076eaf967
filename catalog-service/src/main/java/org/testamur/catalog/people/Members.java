package org.testamur.catalog.people;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.sql.Sql;

/** Stores memberships. */
@ApplicationScoped
class Members implements PanacheRepositoryBase<Membership, UUID> {

    private final Sql sql;

    Members(Sql sql) {
        this.sql = sql;
    }

    /** Until the transaction ends, nobody else changes the people of this institution. */
    void hold(UUID institution) {
        sql.lock(institution);
    }

    Membership active(UUID institution, UUID id) {
        return findByIdOptional(id)
                .filter(Membership::isActive)
                .filter(member -> member.institution().equals(institution))
                .orElseThrow(() -> Refusal.notFound("member", "No member of the institution has this id."));
    }

    Optional<Membership> activeOf(UUID institution, String login) {
        return find("institutionId = ?1 and login = ?2 and state = ?3", institution.toString(), login, active())
                .firstResultOptional();
    }

    /** How many others can administer the institution for good. */
    long othersWhoAdminister(UUID institution, UUID but) {
        return find(
                        "institutionId = ?1 and state = ?2 and endsOn is null and id <> ?3",
                        institution.toString(),
                        active(),
                        but)
                .stream()
                .filter(member -> member.entrusted().administersForGood())
                .count();
    }

    List<Membership> withAnEnd(UUID institution) {
        return list("institutionId = ?1 and state = ?2 and endsOn is not null", institution.toString(), active());
    }

    /** One more than was asked for, in the request's order; those that are over on the given day, too. */
    List<Membership> page(UUID institution, ListRequest request) {
        @Nullable UUID after = request.after().orElse(null);
        String order = " order by id " + request.direction();
        return (after == null
                        ? find("institutionId = ?1 and state = ?2" + order, institution.toString(), active())
                        : find(
                                "institutionId = ?1 and state = ?2 and id " + request.beyond() + " ?3" + order,
                                institution.toString(),
                                active(),
                                after))
                .page(0, request.limit() + 1)
                .list();
    }

    /** How many there are, as far as it matters. */
    long count(UUID institution, int most) {
        return sql.first(
                        "select count(*) from (select 1 from membership where institution_id = ? and state = 'ACTIVE'"
                                + " limit ?) counted",
                        row -> row.getLong(1),
                        institution.toString(),
                        most)
                .orElseThrow();
    }

    /** Those of the micro-credentials that are the institution's. */
    Set<UUID> own(UUID institution, Optional<List<UUID>> microCredentials) {
        return microCredentials
                .filter(ids -> !ids.isEmpty())
                .<Set<UUID>>map(ids -> new HashSet<>(sql.list(
                        "select id from micro_credential where institution_id = ? and id = any(?)",
                        row -> Sql.uuid(row, "id"),
                        institution.toString(),
                        ids.toArray(UUID[]::new))))
                .orElse(Set.of());
    }

    List<UUID> idsAfter(Optional<UUID> id, int limit) {
        return id.map(last -> getEntityManager()
                        .createQuery("select m.id from Membership m where m.id > ?1 order by m.id", UUID.class)
                        .setParameter(1, last))
                .orElseGet(
                        () -> getEntityManager().createQuery("select m.id from Membership m order by m.id", UUID.class))
                .setMaxResults(limit)
                .getResultList();
    }

    Optional<Membership> unchanging(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_READ);
    }

    private static Membership.MembershipState active() {
        return Membership.MembershipState.ACTIVE;
    }
}
