package org.testamur.enrolment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.testamur.enrolment.learner.Logins;
import org.testamur.enrolment.reference.Organisations;
import org.testamur.platform.tenancy.TenantDirectory;

/** Knows the institutions and the learners behind the names that tokens carry. */
@ApplicationScoped
class Tenants implements TenantDirectory {

    private final Organisations organisations;
    private final Logins logins;

    Tenants(Organisations organisations, Logins logins) {
        this.organisations = organisations;
        this.logins = logins;
    }

    @Override
    @Transactional
    public Optional<UUID> tenant(String slug) {
        return organisations.institution(slug);
    }

    @Override
    @Transactional
    public Optional<UUID> person(String issuer, String subject) {
        return logins.learnerOf(issuer, subject);
    }
}
