package org.testamur.verification.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.verification.ContractExamples;
import org.testamur.verification.erasure.ErasuresConsumer;

class CredentialsConsumerTest {

    @Test
    void everyPublishedExampleCanBeRead() {
        for (CredentialFact fact : ContractExamples.read("issuance.credentials", CredentialFact.class)) {
            assertThat(Achievement.of(fact.document()).name()).isNotNull();
            assertThat(fact.credentialStatus().status()).isIn("valid", "suspended", "revoked", "superseded");
        }
    }

    @Test
    void anAchievementIsReadFromAWholeDocumentOnly() {
        assertThat(Achievement.of("""
                {"issuer": {"credentialSubject": {"achievement": {"id": "urn:x", "name": "No"}}}, "credentialSubject":
                 {"id": "urn:l", "achievement": {"criteria": {"id": "c"}, "id": "urn:a", "name": "Yes"}, "x": [1]}}""")).isEqualTo(new Achievement("urn:a", "Yes"));
        for (String document : List.of(
                "{}",
                "[]",
                "{\"credentialSubject\": {\"achievement\": {\"id\": \"urn:a\"}}}",
                "{\"credentialSubject\": {\"achievement\": {\"id\": \"urn:a\", \"name\": \"n\"}}, oops")) {
            assertThatThrownBy(() -> Achievement.of(document)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void reasonsAreReadByTheirCodes() {
        assertThat(ReasonCode.of("misconduct")).contains(ReasonCode.MISCONDUCT);
        assertThat(ReasonCode.of("a-code-of-tomorrow")).contains(ReasonCode.OTHER);
        assertThat(ReasonCode.of(null)).isEmpty();
    }

    @Test
    void everyPublishedErasureCanBeRead() {
        for (ErasuresConsumer.ErasureFact fact :
                ContractExamples.read("enrolment.erasures", ErasuresConsumer.ErasureFact.class)) {
            assertThat(fact.learnerId()).isNotNull();
            assertThat(fact.erasedAt()).isNotNull();
        }
    }
}
