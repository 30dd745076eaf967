package org.testamur.verification.grant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.verification.VerificationConfig;
import org.testamur.verification.reference.Organisation;
import org.testamur.verification.reference.Organisations;
import org.testamur.verification.webhook.delivery.Announcements;
import org.testamur.verification.webhook.delivery.WebhookEventType;

/** Lets an employer hear of an institution's credentials for some achievements, until a day, and no longer. */
@ApplicationScoped
@Transactional
class GrantEmployer {

    private final EmployerGrants grants;
    private final Organisations organisations;
    private final Announcements announcements;
    private final GrantPolicy policy;
    private final Clock clock;

    GrantEmployer(
            EmployerGrants grants,
            Organisations organisations,
            Announcements announcements,
            VerificationConfig config,
            Clock clock) {
        this.policy = new GrantPolicy(config.grants().longestYears());
        this.grants = grants;
        this.organisations = organisations;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** @param ifMatch the version that was read, if the caller insists on it */
    GrantView grant(UUID institution, UUID employerId, GrantRequest request, @Nullable String ifMatch) {
        Organisation employer = organisations
                .find(employerId)
                .filter(Organisation::isEmployer)
                .orElseThrow(() -> Refusal.notFound("employer", "No employer has this id."));
        EmployerGrant.Scope scope = scope(institution, request);
        EmployerGrant grant = grants.lock(employerId).orElse(null);
        if (ifMatch != null) {
            requireMatch(ifMatch, grant);
        }
        if (grant == null) {
            grant = new EmployerGrant(institution, employerId, scope, clock.instant());
            grants.persist(grant);
        } else {
            grant.change(scope);
        }
        grants.flush();
        // Who announces something either is done and cancelled here, or finds the grant as it is now.
        announcements.cancelBeyond(institution, employerId, scope.microCredentialIds(), scope.eventTypes());
        return GrantView.of(grant, Optional.of(employer));
    }

    private static void requireMatch(String ifMatch, @Nullable EmployerGrant grant) {
        if (grant == null) {
            throw Refusal.of(Refusal.Kind.PRECONDITION_FAILED, "changed-meanwhile", "The grant is not there any more.");
        }
        EntityVersion.requireMatch(ifMatch, grant.version());
    }

    private EmployerGrant.Scope scope(UUID institution, GrantRequest request) {
        ZoneId zone = organisations.find(institution).map(Organisation::zone).orElse(ZoneOffset.UTC);
        policy.fault(request.endsOn(), zone, clock.instant()).ifPresent(fault -> {
            throw Refusal.invalid("/endsOn", fault);
        });
        List<String> named =
                request.eventTypes() == null ? Announcements.EVENT_TYPES : WebhookEventType.texts(request.eventTypes());
        List<String> eventTypes =
                Announcements.EVENT_TYPES.stream().filter(named::contains).toList();
        return new EmployerGrant.Scope(
                request.microCredentialIds().stream().distinct().toList(),
                eventTypes,
                request.endsOn(),
                policy.endsAt(request.endsOn(), zone));
    }

    void withdraw(UUID institution, UUID employerId, @Nullable String ifMatch) {
        EmployerGrant grant = grants.lock(employerId)
                .orElseThrow(
                        () -> Refusal.notFound("grant", "The institution has not granted this employer anything."));
        if (ifMatch != null) {
            EntityVersion.requireMatch(ifMatch, grant.version());
        }
        grants.delete(grant);
        // Now, so that whoever announces something either is done and cancelled below, or finds no grant.
        grants.flush();
        announcements.cancel(institution, employerId);
    }

    Page<GrantView> list(ListRequest request) {
        Page<EmployerGrant> page =
                Page.of(grants.page(request), request, EmployerGrant::id).counted(request, most -> grants.count());
        Map<UUID, Organisation> employers = organisations.findAll(
                page.items().stream().map(EmployerGrant::employerId).toList());
        return page.map(grant -> GrantView.of(grant, Optional.ofNullable(employers.get(grant.employerId()))));
    }
}
