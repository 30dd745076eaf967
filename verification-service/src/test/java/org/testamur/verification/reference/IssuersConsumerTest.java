package org.testamur.verification.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.testamur.verification.ContractExamples;

class IssuersConsumerTest {

    @Test
    void everyPublishedExampleCanBeRead() {
        for (IssuersConsumer.IssuerFact fact :
                ContractExamples.read("issuance.issuers", IssuersConsumer.IssuerFact.class)) {
            assertThat(fact.issuerId()).isNotNull();
        }
    }
}
