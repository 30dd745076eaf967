package org.testamur.verification.grant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Refusal;
import org.testamur.verification.organisation.Organisation;
import org.testamur.verification.organisation.Organisations;
import org.testamur.verification.webhook.Announcements;

/** Lets an employer hear of an institution's credentials, and no longer. */
@ApplicationScoped
@Transactional
class GrantEmployer {

    private final EmployerGrants grants;
    private final Organisations organisations;
    private final Announcements announcements;
    private final Clock clock;

    GrantEmployer(EmployerGrants grants, Organisations organisations, Announcements announcements, Clock clock) {
        this.grants = grants;
        this.organisations = organisations;
        this.announcements = announcements;
        this.clock = clock;
    }

    GrantView grant(UUID institution, UUID employerId, GrantRequest request) {
        Organisation employer = organisations
                .find(employerId)
                .filter(Organisation::isEmployer)
                .orElseThrow(() -> Refusal.notFound("employer", "No employer has this id."));
        List<String> eventTypes = request.eventTypes() == null
                ? Announcements.EVENT_TYPES
                : Announcements.EVENT_TYPES.stream()
                        .filter(request.eventTypes()::contains)
                        .toList();
        EmployerGrant grant = grants.to(employerId).orElse(null);
        if (grant == null) {
            grant = new EmployerGrant(institution, employerId, eventTypes, clock.instant());
            grants.persist(grant);
        } else {
            grant.change(eventTypes);
        }
        grants.flush();
        return GrantView.of(grant, Optional.of(employer));
    }

    void withdraw(UUID institution, UUID employerId) {
        EmployerGrant grant = grants.to(employerId)
                .orElseThrow(
                        () -> Refusal.notFound("grant", "The institution has not granted this employer anything."));
        grants.delete(grant);
        // Now, so that whoever announces something either is done and cancelled below, or finds no grant.
        grants.flush();
        announcements.cancel(institution, employerId);
    }

    Page<GrantView> list(PageRequest request) {
        Page<EmployerGrant> page =
                Page.of(grants.all(request.after(), request.limit() + 1), request, EmployerGrant::id);
        Map<UUID, Organisation> employers = organisations.findAll(
                page.items().stream().map(EmployerGrant::employerId).toList());
        return page.map(grant -> GrantView.of(grant, Optional.ofNullable(employers.get(grant.employerId()))));
    }
}
