package org.testamur.verification.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.testamur.verification.ContractExamples;

class MicroCredentialsConsumerTest {

    @Test
    void everyPublishedExampleCanBeRead() {
        assertThat(ContractExamples.read("catalog.micro-credentials", MicroCredentialsConsumer.Fact.class))
                .isNotEmpty()
                .allSatisfy(fact -> assertThat(fact.versions()).isNotEmpty().allSatisfy(version -> {
                    assertThat(version.achievementId()).isNotNull();
                    assertThat(version.workload()).isNotNull();
                }));
    }
}
