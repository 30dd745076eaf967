package org.testamur.verification.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.verification.ContractExamples;

class LearnersConsumerTest {

    @Test
    void everyPublishedExampleCanBeRead() {
        for (LearnersConsumer.Fact fact : ContractExamples.read("enrolment.learners", LearnersConsumer.Fact.class)) {
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
        var fact = new LearnersConsumer.Fact(
                UUID.randomUUID(),
                "Somebody Famous",
                new LearnersConsumer.NameConfirmation(method),
                new LearnersConsumer.Consents(consent));
        assertThat(fact.shown().isPresent()).isEqualTo(shown);
    }

    @Test
    void aNameThatNobodyVouchesForIsNotShown() {
        var fact = new LearnersConsumer.Fact(
                UUID.randomUUID(), "Somebody Famous", null, new LearnersConsumer.Consents(true));
        assertThat(fact.shown()).isEmpty();
    }
}
