package org.testamur.verification.learner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;

/** Keeps a learner's name while they consent to its being shown, and which employers may have their links. */
@ApplicationScoped
class LearnersConsumer implements EventConsumer {

    private static final int MOST_EMPLOYERS = 1_000;

    private final Learners learners;
    private final EmployerConsents consents;

    LearnersConsumer(Learners learners, EmployerConsents consents) {
        this.learners = learners;
        this.consents = consents;
    }

    record Fact(
            UUID learnerId, @Nullable String name, @Nullable Consents consents) {}

    /** @param employers organisation ids; what is no id is nobody's */
    record Consents(boolean name, @Nullable List<@Nullable String> employers) {

        List<UUID> toEmployers() {
            return employers == null
                    ? List.of()
                    : employers.stream()
                            .flatMap(id -> id(id).stream())
                            .distinct()
                            .limit(MOST_EMPLOYERS)
                            .toList();
        }

        private static Optional<UUID> id(@Nullable String text) {
            try {
                return text == null ? Optional.empty() : Optional.of(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

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
            consents.withdrawAll(event.key());
            return;
        }
        Fact fact = event.data(Fact.class);
        Consents given = learners.isErased(fact.learnerId()) ? null : fact.consents();
        consents.keep(fact.learnerId(), given == null ? List.of() : given.toEmployers());
        boolean shown = given != null && given.name();
        if (shown && fact.name() != null && !fact.name().isBlank()) {
            learners.show(fact.learnerId(), fact.name());
        } else {
            learners.hide(fact.learnerId());
        }
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("shown_name", "learner_id"), new Rows("employer_consent", "learner_id"));
    }
}
