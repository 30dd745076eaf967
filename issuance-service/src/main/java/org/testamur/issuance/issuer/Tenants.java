package org.testamur.issuance.issuer;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.testamur.issuance.reference.Learners;
import org.testamur.platform.tenancy.TenantDirectory;

/** Finds the institutions and learners that tokens name. */
@ApplicationScoped
class Tenants implements TenantDirectory {

    private final Issuers issuers;
    private final Learners learners;
    /** An institution's slug is fixed when it is set up. */
    private final Map<String, UUID> known = new ConcurrentHashMap<>();

    Tenants(Issuers issuers, Learners learners) {
        this.issuers = issuers;
        this.learners = learners;
    }

    @Override
    public Optional<UUID> tenant(String slug) {
        UUID id = known.get(slug);
        if (id != null) {
            return Optional.of(id);
        }
        Optional<UUID> found = QuarkusTransaction.joiningExisting()
                .call(() -> issuers.bySlug(slug).map(Issuer::institutionId));
        found.ifPresent(institution -> known.put(slug, institution));
        return found;
    }

    @Override
    @Transactional
    public Optional<UUID> person(String issuer, String subject) {
        return learners.byLogin(issuer, subject);
    }
}
