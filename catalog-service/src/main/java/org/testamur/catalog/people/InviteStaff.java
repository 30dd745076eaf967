package org.testamur.catalog.people;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.catalog.organisation.Tenants;
import org.testamur.platform.Uuid7;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/** Invites people to work for an institution, shows who is invited, and takes invitations back. */
@ApplicationScoped
@Transactional
class InviteStaff {

    private final Authority authority;
    private final Invitations invitations;
    private final Members members;
    private final Tenants tenants;
    private final PeopleHistory history;
    private final MeterRegistry metrics;
    private final Clock clock;

    InviteStaff(
            Authority authority,
            Invitations invitations,
            Members members,
            Tenants tenants,
            PeopleHistory history,
            MeterRegistry metrics,
            Clock clock) {
        this.authority = authority;
        this.invitations = invitations;
        this.members = members;
        this.tenants = tenants;
        this.history = history;
        this.metrics = metrics;
        this.clock = clock;
    }

    InvitationView invite(UUID institution, StaffInvitation request, Authority.By by) {
        Optional<Entrusted> giver = authority.hold(institution, by);
        Instant now = clock.instant();
        Entrusted entrusted = request.entrusted();
        List<Fault> faults = new ArrayList<>(PeoplePolicy.faults(
                entrusted,
                members.own(institution, Optional.ofNullable(entrusted.microCredentials())),
                now,
                tenants.zone(institution)));
        faults.addAll(PeoplePolicy.beyondOwnEnd(giver, null, entrusted, false));
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        if (invitations.open(institution, now) >= PeoplePolicy.MOST_OPEN) {
            throw Refusal.conflict(
                    "too-many-invitations",
                    PeoplePolicy.MOST_OPEN + " invitations are open: withdraw some, or wait until some have expired.");
        }
        StaffCode code = StaffCode.fresh();
        Instant until = PeoplePolicy.until(now.plus(request.lifetime()), giver, tenants.zone(institution));
        Invitation invitation = new Invitation(
                Uuid7.next(),
                institution,
                code,
                entrusted,
                request.email(),
                new Invitation.Term(by.login(), now, until));
        invitations.persistAndFlush(invitation);
        history.note(PeopleHistory.What.INVITED, invitation, by.login());
        Counter.builder("testamur.catalog.people.invitations")
                .description("Invitations of staff that were made and accepted")
                .tag("state", "made")
                .register(metrics)
                .increment();
        return InvitationView.of(invitation, code);
    }

    Page<InvitationView> open(UUID institution, ListRequest request) {
        tenants.zone(institution);
        Instant now = clock.instant();
        return Page.of(invitations.page(institution, now, request), request, Invitation::id)
                .counted(request, most -> Math.min(most, invitations.open(institution, now)))
                .map(invitation -> InvitationView.of(invitation, null));
    }

    void withdraw(UUID institution, UUID id, Authority.By by) {
        authority.hold(institution, by);
        withdraw(invitations.open(institution, id), by.login());
    }

    /** Takes back what somebody invited who may not invite any more, or not after this instant. */
    void withdrawAllOf(UUID institution, String login, Instant after, String by) {
        ZoneId zone = tenants.zone(institution);
        invitations.openOf(institution, login).stream()
                .filter(invitation ->
                        PeoplePolicy.outlives(invitation.expiresAt(), invitation.entrusted(), after, zone))
                .forEach(invitation -> withdraw(invitation, by));
    }

    private void withdraw(Invitation invitation, String by) {
        history.note(PeopleHistory.What.WITHDRAWN, invitation, by);
        invitation.end(Invitation.InvitationState.WITHDRAWN);
    }
}
