package org.testamur.issuance.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Examples;
import org.testamur.platform.event.IncomingEvent;

class LearnerConsumerTest {

    @Test
    void readsEveryExampleEverPublished() {
        List<IncomingEvent> examples = Examples.of("enrolment.learners").stream()
                .filter(example -> !example.isTombstone())
                .toList();
        assertFalse(examples.isEmpty());
        for (IncomingEvent example : examples) {
            assertEquals(
                    example.key(),
                    example.data(LearnerConsumer.LearnerFact.class).learnerId());
        }
    }
}
