package org.testamur.verification.learner;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;

/** Keeps a learner's name while they consent to its being shown. */
@ApplicationScoped
class LearnersConsumer implements EventConsumer {

    private final Learners learners;

    LearnersConsumer(Learners learners) {
        this.learners = learners;
    }

    record Fact(
            UUID learnerId, @Nullable String name, @Nullable Consents consents) {}

    record Consents(boolean name) {}

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
        boolean shown = fact.consents() != null && fact.consents().name() && !learners.isErased(fact.learnerId());
        if (shown && fact.name() != null && !fact.name().isBlank()) {
            learners.show(fact.learnerId(), fact.name());
        } else {
            learners.hide(fact.learnerId());
        }
    }

    @Override
    public List<Rows> rows() {
        return List.of(new Rows("shown_name", "learner_id"));
    }
}
