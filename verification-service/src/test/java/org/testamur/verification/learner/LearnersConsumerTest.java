package org.testamur.verification.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.verification.ContractExamples;

class LearnersConsumerTest {

    @Test
    void everyPublishedExampleCanBeRead() {
        for (LearnersConsumer.Fact fact : ContractExamples.read("enrolment.learners", LearnersConsumer.Fact.class)) {
            assertThat(fact.learnerId()).isNotNull();
        }
    }

    @Test
    void employersAreReadLenientlyAndNobodyIsOneByDefault() {
        UUID employer = UUID.randomUUID();
        assertThat(new LearnersConsumer.Consents(true, null).toEmployers()).isEmpty();
        assertThat(new LearnersConsumer.Consents(
                                true, Arrays.asList("all", null, "", employer.toString(), employer.toString(), "*"))
                        .toEmployers())
                .containsExactly(employer);
    }
}
