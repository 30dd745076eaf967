package org.testamur.verification.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.Uuid7;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.verification.VerificationConfig;
import org.testamur.verification.sql.Sql;

/** What an employer does with its endpoints. */
@ApplicationScoped
@Transactional
class EmployerEndpoints {

    private final WebhookEndpoints endpoints;
    private final SecretBox secrets;
    private final VerificationConfig config;
    private final Sql sql;
    private final Clock clock;

    EmployerEndpoints(WebhookEndpoints endpoints, SecretBox secrets, VerificationConfig config, Sql sql, Clock clock) {
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.config = config;
        this.sql = sql;
        this.clock = clock;
    }

    EndpointView register(UUID employer, EndpointRequest request) {
        new TargetPolicy(config.allowLoopbackWebhooks()).fault(request.url()).ifPresent(fault -> {
            throw Refusal.invalid(List.of(new Fault("/url", fault)));
        });
        UUID id = Uuid7.next();
        String secret = Signatures.newSecret();
        WebhookEndpoint endpoint = new WebhookEndpoint(
                id,
                employer,
                request.url(),
                request.eventTypes().stream().distinct().toList(),
                secrets.seal(id, secret),
                clock.instant());
        endpoints.persistAndFlush(endpoint);
        sql.run("insert into endpoint_lease (endpoint_id) values (?)", id);
        return EndpointView.of(endpoint, secret);
    }

    Page<EndpointView> list(UUID employer, PageRequest request) {
        return Page.of(endpoints.of(employer, request.after(), request.limit() + 1), request, WebhookEndpoint::id)
                .map(endpoint -> EndpointView.of(endpoint, null));
    }

    EndpointView find(UUID employer, UUID id) {
        return EndpointView.of(own(employer, id), null);
    }

    void remove(UUID employer, UUID id) {
        endpoints.delete(own(employer, id));
    }

    EndpointView rotate(UUID employer, UUID id) {
        WebhookEndpoint endpoint = own(employer, id);
        String secret = Signatures.newSecret();
        endpoint.rotate(
                secrets.seal(id, secret), clock.instant(), config.webhooks().secretOverlap());
        endpoints.flush();
        return EndpointView.of(endpoint, secret);
    }

    private WebhookEndpoint own(UUID employer, UUID id) {
        return endpoints
                .of(employer, id)
                .orElseThrow(() -> Refusal.notFound("endpoint", "The employer has no such endpoint."));
    }
}
