package org.testamur.enrolment.learner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.tenancy.Access;

/**
 * Makes a log-in a learner's, once, however often and however much at once it is asked for; after that, changes who the
 * learner says they are.
 */
@ApplicationScoped
public class RegisterLearner {

    private final KeepLearner keep;

    RegisterLearner(KeepLearner keep) {
        this.keep = keep;
    }

    /** A learner, and whether this request made them one. */
    public record RegisteredLearner(LearnerView learner, boolean isNew) {}

    /**
     * @param known the learner whom the log-in belongs to, as far as was known when the request arrived
     * @param ifMatch the version that a change counts for, if the caller named one
     */
    RegisteredLearner register(
            Login login,
            ProfilePolicy.Vouched vouched,
            ProfileRequest request,
            Optional<UUID> known,
            @Nullable String ifMatch) {
        if (known.isPresent()) {
            return change(known.get(), login, vouched, request, ifMatch);
        }
        // Row-level security lets a person write their own rows: the newcomer acts as who they are about to be.
        UUID newcomer = Uuid7.next();
        try {
            return new RegisteredLearner(
                    Access.self(newcomer).call(() -> keep.create(newcomer, login, vouched, request)), true);
        } catch (ConstraintViolationException e) {
            if (!Logins.isTaken(e)) {
                throw e;
            }
            // The same log-in was registered at the same moment.
            UUID winner = Access.everywhere().call(() -> keep.learnerOf(login)).orElseThrow(Learners::notRegistered);
            return change(winner, login, vouched, request, ifMatch);
        }
    }

    private RegisteredLearner change(
            UUID learner,
            Login login,
            ProfilePolicy.Vouched vouched,
            ProfileRequest request,
            @Nullable String ifMatch) {
        return new RegisteredLearner(
                Access.self(learner).call(() -> keep.change(learner, login, vouched, request, ifMatch)), false);
    }
}
