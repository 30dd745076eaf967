package org.testamur.catalog.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.organisation.Tenants;
import org.testamur.catalog.organisation.TimeZoneChanged;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;

/**
 * Shows members, changes what is entrusted to one, and ends a membership. Changes of one institution's people wait for one
 * another, so that two administrators who remove each other do not leave it without any.
 */
@ApplicationScoped
@Transactional
class ChangeMember {

    private final Authority authority;
    private final Members members;
    private final InviteStaff invitations;
    private final Tenants tenants;
    private final TellMemberships tell;
    private final PeopleHistory history;
    private final Clock clock;

    ChangeMember(
            Authority authority,
            Members members,
            InviteStaff invitations,
            Tenants tenants,
            TellMemberships tell,
            PeopleHistory history,
            Clock clock) {
        this.authority = authority;
        this.members = members;
        this.invitations = invitations;
        this.tenants = tenants;
        this.tell = tell;
        this.history = history;
        this.clock = clock;
    }

    MemberView member(UUID institution, UUID id) {
        return view(members.active(institution, id));
    }

    Page<MemberView> members(UUID institution, ListRequest request) {
        String slug = tenants.slug(institution);
        ZoneId zone = tenants.zone(institution);
        return Page.of(members.page(institution, request), request, Membership::id)
                .counted(request, most -> members.count(institution, most))
                .map(member -> MemberView.of(member, slug, zone));
    }

    MemberView change(UUID institution, UUID id, @Nullable String ifMatch, MemberChange change, Authority.By by) {
        Optional<Entrusted> giver = authority.hold(institution, by);
        Membership member = members.active(institution, id);
        EntityVersion.requireMatch(ifMatch, member.version());
        Entrusted after = change.entrusted();
        Entrusted before = member.entrusted();
        List<Fault> faults = new ArrayList<>(PeoplePolicy.faults(
                after,
                members.own(institution, Optional.ofNullable(after.microCredentials())),
                clock.instant(),
                tenants.zone(institution)));
        faults.addAll(
                PeoplePolicy.beyondOwnEnd(giver, before, after, member.login().equals(by.login())));
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        if (after.equals(before)) {
            return view(member);
        }
        requireAnotherAdministrator(member, after, by);
        member.entrust(after);
        history.note(PeopleHistory.What.CHANGED, member, by.login());
        withdrawInvitations(member, before, after, by.login());
        return tell.tell(member);
    }

    void remove(UUID institution, UUID id, @Nullable String ifMatch, Authority.By by) {
        authority.hold(institution, by);
        Membership member = members.active(institution, id);
        EntityVersion.requireMatch(ifMatch, member.version());
        requireAnotherAdministrator(member, null, by);
        history.note(PeopleHistory.What.REMOVED, member, by.login());
        withdrawInvitations(member, member.entrusted(), null, by.login());
        member.remove();
        tell.tell(member);
    }

    private void requireAnotherAdministrator(Membership member, @Nullable Entrusted after, Authority.By by) {
        long others = members.othersWhoAdminister(member.institution(), member.id());
        if (!by.operator() && PeoplePolicy.leavesNobody(member.entrusted(), after, others)) {
            throw Refusal.conflict(
                    "last-administrator",
                    "Nobody else administers the institution without an end: make somebody administrator first.");
        }
    }

    /** Who may not invite any more has no invitations out by which they or others come back. */
    private void withdrawInvitations(Membership member, Entrusted before, @Nullable Entrusted after, String by) {
        PeoplePolicy.invitationsEnd(before, after, tenants.zone(member.institution()))
                .ifPresent(end -> invitations.withdrawAllOf(member.institution(), member.login(), end, by));
    }

    /** Ends are days: they come at other instants in another time zone. */
    void move(@Observes TimeZoneChanged changed) {
        members.hold(changed.institution());
        members.withAnEnd(changed.institution()).forEach(member -> {
            members.getEntityManager().lock(member, LockModeType.PESSIMISTIC_FORCE_INCREMENT);
            withdrawInvitations(member, member.entrusted(), member.entrusted(), member.login());
            tell.tell(member);
        });
    }

    private MemberView view(Membership member) {
        return MemberView.of(member, tenants.slug(member.institution()), tenants.zone(member.institution()));
    }
}
