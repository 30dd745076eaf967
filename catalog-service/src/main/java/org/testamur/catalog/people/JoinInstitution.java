package org.testamur.catalog.people;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import org.testamur.catalog.organisation.Tenants;
import org.testamur.platform.Uuid7;
import org.testamur.platform.problem.Refusal;

/** Makes a person who shows the code of an invitation a member of the institution. */
@ApplicationScoped
class JoinInstitution {

    private final Invitations invitations;
    private final Members members;
    private final CodeAttempts attempts;
    private final Tenants tenants;
    private final TellMemberships tell;
    private final PeopleHistory history;
    private final MeterRegistry metrics;
    private final Clock clock;

    JoinInstitution(
            Invitations invitations,
            Members members,
            CodeAttempts attempts,
            Tenants tenants,
            TellMemberships tell,
            PeopleHistory history,
            MeterRegistry metrics,
            Clock clock) {
        this.invitations = invitations;
        this.members = members;
        this.attempts = attempts;
        this.tenants = tenants;
        this.tell = tell;
        this.history = history;
        this.metrics = metrics;
        this.clock = clock;
    }

    MemberView join(StaffCode code, StaffLogin who) {
        if (!attempts.admits(who.hash())) {
            Counter.builder("testamur.catalog.people.codes.refused")
                    .description("Codes of invitations that were unknown, or tried too often")
                    .tag("why", "attempts")
                    .register(metrics)
                    .increment();
            throw CodeAttempts.refusal();
        }
        return QuarkusTransaction.requiringNew().call(() -> accept(code, who));
    }

    private MemberView accept(StaffCode code, StaffLogin who) {
        UUID institution = invitations.institutionOf(code).orElseThrow(this::noInvitation);
        members.hold(institution);
        Invitation invitation = invitations.of(code).orElseThrow(this::noInvitation);
        Instant now = clock.instant();
        ZoneId zone = tenants.zone(institution);
        Entrusted entrusted = invitation.entrusted();
        switch (PeoplePolicy.admission(
                invitation.expiresAt(), entrusted, invitation.email(), who.verifiedEmail(), now, zone)) {
            case EXPIRED -> throw noInvitation();
            case FOR_ANOTHER_ADDRESS ->
                throw Refusal.forbidden(
                        "invitation-for-another-address",
                        "The invitation is for an e-mail address that this log-in has not verified.");
            case ADMITTED -> {
                // Goes on below.
            }
        }
        members.activeOf(institution, who.hash()).ifPresent(member -> {
            if (!member.entrusted().isOver(now, zone)) {
                throw Refusal.conflict(
                        "already-a-member",
                        "This log-in works for the institution already: an administrator changes what it may do.");
            }
            member.remove();
            tell.tell(member);
        });
        Membership member = new Membership(Uuid7.next(), institution, who, entrusted, now);
        members.persist(member);
        invitation.end(Invitation.InvitationState.ACCEPTED);
        attempts.forget(who.hash());
        history.note(PeopleHistory.What.JOINED, member, who.hash());
        Counter.builder("testamur.catalog.people.invitations")
                .description("Invitations of staff that were made and accepted")
                .tag("state", "accepted")
                .register(metrics)
                .increment();
        return tell.tell(member);
    }

    private Refusal noInvitation() {
        Counter.builder("testamur.catalog.people.codes.refused")
                .description("Codes of invitations that were unknown, or tried too often")
                .tag("why", "unknown")
                .register(metrics)
                .increment();
        return Refusal.notFound(
                "invitation", "No invitation has this code: it is mistyped, used, withdrawn or expired.");
    }
}
