package org.testamur.assessment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.tenancy.TenantDirectory;

/** Knows institutions by slug and learners by log-in. */
@ApplicationScoped
class Tenants implements TenantDirectory {

    private final EntityManager entities;

    Tenants(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    @Transactional
    public Optional<UUID> tenant(String slug) {
        return entities.createQuery("select id from Institution where slug = :slug", UUID.class)
                .setParameter("slug", slug)
                .getResultStream()
                .findFirst();
    }

    @Override
    @Transactional
    public Optional<UUID> person(String issuer, String subject) {
        return entities.createQuery(
                        "select learner.id from Learner learner join learner.logins login"
                                + " where login.issuer = :issuer and login.subject = :subject order by learner.id desc",
                        UUID.class)
                .setParameter("issuer", issuer)
                .setParameter("subject", subject)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
