package org.testamur.issuance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.learner.Learners;
import org.testamur.platform.tenancy.TenantDirectory;

/** Finds the institutions and learners that tokens name. */
@ApplicationScoped
class IssuanceDirectory implements TenantDirectory {

    private final Issuers issuers;
    private final Learners learners;

    IssuanceDirectory(Issuers issuers, Learners learners) {
        this.issuers = issuers;
        this.learners = learners;
    }

    @Override
    @Transactional
    public Optional<UUID> tenant(String slug) {
        return issuers.bySlug(slug).map(Issuer::institutionId);
    }

    @Override
    @Transactional
    public Optional<UUID> person(String issuer, String subject) {
        return learners.byLogin(issuer, subject);
    }
}
