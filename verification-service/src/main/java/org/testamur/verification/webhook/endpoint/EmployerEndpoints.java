package org.testamur.verification.webhook.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.outbound.TargetPolicy;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.sql.Sql;
import org.testamur.verification.VerificationConfig;
import org.testamur.verification.webhook.SecretBox;
import org.testamur.verification.webhook.Signatures;
import org.testamur.verification.webhook.delivery.WebhookEventType;

/** Creates, changes and deletes an employer's endpoints. */
@ApplicationScoped
@Transactional
class EmployerEndpoints {

    private final WebhookEndpoints endpoints;
    private final EndpointChallenges challenges;
    private final SecretBox secrets;
    private final VerificationConfig config;
    private final Sql sql;
    private final Clock clock;

    EmployerEndpoints(
            WebhookEndpoints endpoints,
            EndpointChallenges challenges,
            SecretBox secrets,
            VerificationConfig config,
            Sql sql,
            Clock clock) {
        this.challenges = challenges;
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.config = config;
        this.sql = sql;
        this.clock = clock;
    }

    EndpointView register(UUID employer, EndpointRequest request) {
        checkTarget(request.url());
        sql.lock(employer);
        if (endpoints.count(employer) >= config.webhooks().endpointsPerEmployer()) {
            throw Refusal.conflict(
                    "too-many-endpoints",
                    "The employer has " + config.webhooks().endpointsPerEmployer()
                            + " endpoints, which is the most: remove one first.");
        }
        UUID id = Uuid7.next();
        String secret = Signatures.newSecret();
        WebhookEndpoint endpoint = new WebhookEndpoint(
                id,
                employer,
                request.url(),
                WebhookEventType.texts(request.eventTypes()),
                secrets.seal(id, secret),
                clock.instant());
        endpoints.persistAndFlush(endpoint);
        sql.update("insert into endpoint_lease (endpoint_id) values (?)", id);
        challenges.begin(employer, id);
        return view(endpoint, secret);
    }

    Page<EndpointView> list(UUID employer, ListRequest request) {
        List<WebhookEndpoint> found = endpoints.page(employer, request);
        Map<UUID, EndpointView.EndpointVerification> verifications =
                challenges.views(found.stream().map(WebhookEndpoint::id).toList());
        return Page.of(found, request, WebhookEndpoint::id)
                .counted(request, most -> endpoints.count(employer))
                .map(endpoint -> EndpointView.of(endpoint, verifications.get(endpoint.id()), null));
    }

    EndpointView find(UUID employer, UUID id) {
        return view(own(employer, id), null);
    }

    /** Another URL is verified before anything is sent there; what waits for the endpoint waits for that too. */
    EndpointView change(UUID employer, UUID id, EndpointRequest request, @Nullable String ifMatch) {
        WebhookEndpoint endpoint = own(employer, id);
        EntityVersion.requireMatch(ifMatch, endpoint.version());
        checkTarget(request.url());
        boolean moves = !endpoint.url().equals(request.url());
        endpoint.change(request.url(), WebhookEventType.texts(request.eventTypes()));
        endpoints.flush();
        if (moves) {
            challenges.begin(employer, id);
        }
        return view(endpoint, null);
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
        return view(endpoint, secret);
    }

    /** Takes the challenge from the employer itself, for receivers that cannot send it back. */
    EndpointView verify(UUID employer, UUID id, String challenge) {
        WebhookEndpoint endpoint = waiting(employer, id);
        if (!challenges.isRight(id, challenge)) {
            throw Refusal.invalid("/challenge", "is not what the endpoint was sent last");
        }
        endpoint.verified();
        endpoints.flush();
        challenges.end(id);
        return view(endpoint, null);
    }

    EndpointView challengeAnew(UUID employer, UUID id) {
        WebhookEndpoint endpoint = waiting(employer, id);
        endpoint.awaitVerification();
        endpoints.flush();
        challenges.begin(employer, id);
        return view(endpoint, null);
    }

    private WebhookEndpoint waiting(UUID employer, UUID id) {
        WebhookEndpoint endpoint = own(employer, id);
        if (!endpoint.isWithoutProof()) {
            throw Refusal.conflict(
                    "endpoint-not-waiting", "The endpoint is " + endpoint.state() + ": it needs no proof.");
        }
        return endpoint;
    }

    private EndpointView view(WebhookEndpoint endpoint, @Nullable String secret) {
        return EndpointView.of(
                endpoint, challenges.views(List.of(endpoint.id())).get(endpoint.id()), secret);
    }

    private void checkTarget(String url) {
        new TargetPolicy(config.allowLoopbackWebhooks()).fault(url).ifPresent(fault -> {
            throw Refusal.invalid(List.of(new Fault("/url", fault)));
        });
    }

    private WebhookEndpoint own(UUID employer, UUID id) {
        return endpoints
                .of(employer, id)
                .orElseThrow(() -> Refusal.notFound("endpoint", "The employer has no such endpoint."));
    }
}
