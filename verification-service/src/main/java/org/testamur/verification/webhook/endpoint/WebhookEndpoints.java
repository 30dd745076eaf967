package org.testamur.verification.webhook.endpoint;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Stores endpoints; an employer sees its own. */
@ApplicationScoped
class WebhookEndpoints implements PanacheRepositoryBase<WebhookEndpoint, UUID> {

    List<WebhookEndpoint> of(UUID employer, Optional<UUID> after, int limit) {
        return after.map(id -> find("employerId = ?1 and id < ?2 order by id desc", employer, id))
                .orElseGet(() -> find("employerId = ?1 order by id desc", employer))
                .range(0, limit - 1)
                .list();
    }

    Optional<WebhookEndpoint> of(UUID employer, UUID id) {
        return find("employerId = ?1 and id = ?2", employer, id).firstResultOptional();
    }

    long count(UUID employer) {
        return count("employerId", employer);
    }
}
