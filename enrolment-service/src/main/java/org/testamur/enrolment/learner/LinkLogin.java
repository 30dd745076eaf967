package org.testamur.enrolment.learner;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.problem.Refusal;

/**
 * Gives a learner a further log-in: a code made with one account is shown with the other. A log-in that has a learner
 * merges the record of the code into it, which {@link MergeRecords} does.
 */
@ApplicationScoped
class LinkLogin {

    private final Learners learners;
    private final Logins logins;
    private final Invitations invitations;
    private final MergeRecords merge;
    private final NameConfirmations confirmations;
    private final InvitationConfig config;
    private final Outbox outbox;
    private final Clock clock;

    LinkLogin(
            Learners learners,
            Logins logins,
            Invitations invitations,
            MergeRecords merge,
            NameConfirmations confirmations,
            InvitationConfig config,
            Outbox outbox,
            Clock clock) {
        this.learners = learners;
        this.logins = logins;
        this.invitations = invitations;
        this.merge = merge;
        this.confirmations = confirmations;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A code, shown this once. */
    public record Invitation(
            @Schema(examples = "vK3Zx0mYq8c1Jt5Wb2Rr7uNfE9s")
            String code,

            @Schema(examples = "2026-11-20T09:15:00Z") Instant expiresAt) {}

    @Transactional
    Invitation invite(UUID learner) {
        learners.lockOrRefuse(learner);
        return invitation(learner, config.lifetime(), null);
    }

    /** For a learner whom the caller holds; the code does not work for who made it. */
    Invitation inviteFor(Learner learner, Login registrar) {
        return invitation(learner.id(), config.lifetimeByStaff(), registrar);
    }

    private Invitation invitation(UUID learner, Duration lifetime, @Nullable Login madeBy) {
        InvitationCode code = InvitationCode.fresh();
        Instant expiresAt = clock.instant().plus(lifetime);
        invitations.put(learner, code, expiresAt, madeBy);
        return new Invitation(code.text(), expiresAt);
    }

    /** @param verifiedEmail the address that the token's issuer has verified */
    @Transactional
    LearnerView link(Login login, Optional<String> verifiedEmail, InvitationCode code) {
        Optional<UUID> own = logins.learnerOf(login.issuer(), login.subject());
        if (own.isPresent()) {
            return merge.claim(own.get(), login, code);
        }
        Instant now = clock.instant();
        // The learner is held first, as everywhere: erasure holds them too and then takes the invitation along.
        Learner learner =
                invitations.learnerOf(code, login, now).flatMap(learners::lock).orElseThrow(LinkLogin::noInvitation);
        // Else a registrar could vouch for a name and then bear it.
        if (learner.isRegisteredBy(login) || confirmations.isBy(learner.id(), login)) {
            throw Refusal.forbidden(
                    "own-record",
                    "Who registered a learner or confirmed their name does not become this learner: the code is for the"
                            + " person.");
        }
        if (!invitations.use(code, now)) {
            throw noInvitation();
        }
        learner.link(login);
        verifiedEmail.ifPresent(learner::takeVerified);
        try {
            learners.flush();
        } catch (ConstraintViolationException e) {
            throw Logins.isTaken(e) ? taken() : e;
        }
        outbox.append(LearnerFact.changed(learner));
        return LearnerView.of(learner);
    }

    static Refusal noInvitation() {
        return Refusal.notFound(
                "invitation", "No invitation has this code: it is mistyped, used, replaced or expired.");
    }

    static Refusal taken() {
        return Refusal.conflict("login-taken", "This log-in belongs to a learner already.");
    }
}
