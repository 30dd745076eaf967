package org.testamur.catalog.organisation;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Refusal;

/** All organisations. */
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

    /** One more than was asked for. */
    <T extends Organisation> List<T> page(Class<T> kind, PageRequest request) {
        var query = request.after().isPresent()
                ? getEntityManager()
                        .createQuery("from " + kind.getSimpleName() + " o where o.id < ?1 order by o.id desc", kind)
                        .setParameter(1, request.after().get())
                : getEntityManager().createQuery("from " + kind.getSimpleName() + " o order by o.id desc", kind);
        return query.setMaxResults(request.limit() + 1).getResultList();
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
