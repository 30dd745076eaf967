package org.testamur.verification.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.testamur.verification.ContractExamples;

class CredentialsConsumerTest {

    @Test
    void everyPublishedExampleCanBeRead() {
        for (CredentialFact fact : ContractExamples.read("issuance.credentials", CredentialFact.class)) {
            assertThat(Achievement.of(fact.document()).name()).isNotNull();
            assertThat(fact.status()).isIn("valid", "revoked", "superseded");
        }
    }

    @Test
    void everyPublishedErasureCanBeRead() {
        for (ErasuresConsumer.Fact fact : ContractExamples.read("enrolment.erasures", ErasuresConsumer.Fact.class)) {
            assertThat(fact.learnerId()).isNotNull();
            assertThat(fact.erasedAt()).isNotNull();
        }
    }
}
