package org.testamur.verification.webhook.endpoint;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.paging.ListRequest;

/** Stores endpoints; an employer sees its own. */
@ApplicationScoped
class WebhookEndpoints implements PanacheRepositoryBase<WebhookEndpoint, UUID> {

    /** In the request's order, and one more than the page holds. */
    List<WebhookEndpoint> page(UUID employer, ListRequest request) {
        String order = " order by id " + request.direction();
        return request.after()
                .map(id -> find("employerId = ?1 and id " + request.beyond() + " ?2" + order, employer, id))
                .orElseGet(() -> find("employerId = ?1" + order, employer))
                .range(0, request.limit())
                .list();
    }

    Optional<WebhookEndpoint> of(UUID employer, UUID id) {
        return find("employerId = ?1 and id = ?2", employer, id).firstResultOptional();
    }

    long count(UUID employer) {
        return count("employerId", employer);
    }
}
