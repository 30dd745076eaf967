package org.testamur.verification.learner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;

/** Keeps a learner's name while somebody vouches for it and they consent to its being shown. */
@ApplicationScoped
class LearnersConsumer implements EventConsumer {

    private static final List<String> VOUCHING = List.of("identity-provider", "staff");

    private final Learners learners;

    LearnersConsumer(Learners learners) {
        this.learners = learners;
    }

    record Fact(
            UUID learnerId,
            @Nullable String name,
            @Nullable NameConfirmation nameConfirmation,
            @Nullable Consents consents) {

        /** The name, if somebody vouches for it and the learner lets it be shown. */
        Optional<String> shown() {
            boolean may = consents != null
                    && consents.name()
                    && nameConfirmation != null
                    && nameConfirmation.method() != null
                    && VOUCHING.contains(nameConfirmation.method());
            return may ? Optional.ofNullable(name).filter(text -> !text.isBlank()) : Optional.empty();
        }
    }

    record Consents(boolean name) {}

    /** A method that is not known here confirms nothing. */
    record NameConfirmation(@Nullable String method) {}

    @Override
    public String name() {
        return "verification.learners";
    }

    @Override
    public String topic() {
        return "enrolment.learners";
    }

    @Override
    public Kind kind() {
        return Kind.PROJECTION;
    }

    @Override
    public Access access(IncomingEvent event) {
        return Access.everywhere();
    }

    @Override
    public boolean personal() {
        return true;
    }

    @Override
    public void accept(IncomingEvent event) {
        if (event.isTombstone()) {
            learners.hide(event.key());
            return;
        }
        Fact fact = event.data(Fact.class);
        fact.shown()
                .filter(name -> !learners.isErased(fact.learnerId()))
                .ifPresentOrElse(name -> learners.show(fact.learnerId(), name), () -> learners.hide(fact.learnerId()));
    }

    @Override
    public void clear() {
        learners.clear();
    }
}
