package org.testamur.verification.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.verification.ContractExamples;

class LearnersConsumerTest {

    @Test
    void everyPublishedExampleCanBeRead() {
        for (LearnersConsumer.LearnerFact fact :
                ContractExamples.read("enrolment.learners", LearnersConsumer.LearnerFact.class)) {
            assertThat(fact.learnerId()).isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "identity-provider, true, true",
        "staff, true, true",
        "staff, false, false",
        "a method of tomorrow, true, false",
        ", true, false"
    })
    void onlyANameThatSomebodyVouchesForIsShown(@Nullable String method, boolean consent, boolean shown) {
        var fact = new LearnersConsumer.LearnerFact(
                UUID.randomUUID(),
                "Somebody Famous",
                new LearnersConsumer.NameConfirmation(method),
                new LearnersConsumer.Consents(consent, null));
        assertThat(fact.shown().isPresent()).isEqualTo(shown);
    }

    @Test
    void aNameThatNobodyVouchesForIsNotShown() {
        var fact = new LearnersConsumer.LearnerFact(
                UUID.randomUUID(), "Somebody Famous", null, new LearnersConsumer.Consents(true, null));
        assertThat(fact.shown()).isEmpty();
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
