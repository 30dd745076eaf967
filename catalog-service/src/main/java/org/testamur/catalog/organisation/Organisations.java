package org.testamur.catalog.organisation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.problem.Refusal;

/** Stores all organisations. */
@ApplicationScoped
class Organisations implements PanacheRepositoryBase<Organisation, UUID> {

    Institution institution(UUID id) {
        return findById(id) instanceof Institution institution ? institution : unknown("institution");
    }

    Employer employer(UUID id) {
        return findById(id) instanceof Employer employer ? employer : unknown("employer");
    }

    boolean hasSlug(String slug) {
        return count("slug", slug) > 0;
    }

    boolean hasIssuer(String issuerId) {
        return getEntityManager()
                        .createQuery("select count(i) from Institution i where i.issuerId = ?1", Long.class)
                        .setParameter(1, issuerId)
                        .getSingleResult()
                > 0;
    }

    /** One more than was asked for, in the request's order. */
    <T extends Organisation> List<T> page(Class<T> kind, OrganisationRequest request) {
        Optional<UUID> after = request.after();
        var query = getEntityManager()
                .createQuery(
                        "from " + kind.getSimpleName() + " o where true"
                                + (after.isPresent() ? " and o.id " + request.beyond() + " :last" : "")
                                + named(request) + " order by o.id " + request.direction(),
                        kind);
        after.ifPresent(last -> query.setParameter("last", last));
        request.slug().ifPresent(slug -> query.setParameter("slug", slug));
        return query.setMaxResults(request.limit() + 1).getResultList();
    }

    /** How many there are, as far as it matters. */
    long count(Class<? extends Organisation> kind, OrganisationRequest request, int most) {
        var query = getEntityManager()
                .createQuery(
                        "select count(*) from (select o.id as id from " + kind.getSimpleName() + " o where true"
                                + named(request) + " order by o.id fetch first " + most + " rows only) counted",
                        Long.class);
        request.slug().ifPresent(slug -> query.setParameter("slug", slug));
        return query.getSingleResult();
    }

    private static String named(OrganisationRequest request) {
        return request.slug().isPresent() ? " and o.slug = :slug" : "";
    }

    List<Institution> institutions(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : getEntityManager()
                        .createQuery("from Institution o where o.id in ?1", Institution.class)
                        .setParameter(1, ids)
                        .getResultList();
    }

    List<UUID> idsAfter(Optional<UUID> id, int limit) {
        var query = id.isPresent()
                ? getEntityManager()
                        .createQuery("select o.id from Organisation o where o.id > ?1 order by o.id", UUID.class)
                        .setParameter(1, id.get())
                : getEntityManager().createQuery("select o.id from Organisation o order by o.id", UUID.class);
        return query.setMaxResults(limit).getResultList();
    }

    Optional<Organisation> unchanging(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_READ);
    }

    private static <T> T unknown(String kind) {
        throw Refusal.notFound(kind, "No " + kind + " has this id.");
    }
}
