package org.testamur.verification.learner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.testamur.verification.ContractExamples;

class LearnersConsumerTest {

    @Test
    void everyPublishedExampleCanBeRead() {
        for (LearnersConsumer.Fact fact : ContractExamples.read("enrolment.learners", LearnersConsumer.Fact.class)) {
            assertThat(fact.learnerId()).isNotNull();
        }
    }
}
