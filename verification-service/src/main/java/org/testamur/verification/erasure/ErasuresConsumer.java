package org.testamur.verification.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.consumer.EventConsumer;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.tenancy.Access;

/** Takes erasures to {@link EraseLearner}. */
@ApplicationScoped
public class ErasuresConsumer implements EventConsumer {

    private final EraseLearner eraseLearner;

    ErasuresConsumer(EraseLearner eraseLearner) {
        this.eraseLearner = eraseLearner;
    }

    public record Fact(UUID learnerId, @Nullable Instant erasedAt) {}

    @Override
    public String name() {
        return "verification.erasures";
    }

    @Override
    public String topic() {
        return "enrolment.erasures";
    }

    @Override
    public boolean personal() {
        return false;
    }

    @Override
    public Kind kind() {
        return Kind.EFFECT;
    }

    @Override
    public Access access(IncomingEvent event) {
        return Access.everywhere();
    }

    @Override
    public void accept(IncomingEvent event) {
        if (!event.isTombstone()) {
            Fact fact = event.data(Fact.class);
            eraseLearner.erase(fact.learnerId(), Objects.requireNonNullElse(fact.erasedAt(), event.time()));
        }
    }
}
