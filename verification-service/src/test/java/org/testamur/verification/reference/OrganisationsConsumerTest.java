package org.testamur.verification.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.testamur.verification.ContractExamples;

class OrganisationsConsumerTest {

    @Test
    void everyPublishedExampleCanBeRead() {
        for (OrganisationsConsumer.OrganisationFact fact :
                ContractExamples.read("catalog.organisations", OrganisationsConsumer.OrganisationFact.class)) {
            assertThat(fact.slug()).isNotNull();
        }
    }
}
