package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.testamur.verification.Badge;

class CredentialDocumentTest {

    @Test
    void aListAtTheEndOfTheCriteriaIsWhatAHolderCanDo() {
        var criteria = CredentialDocument.Criteria.of("Pass the test.\n- this stays\nAnd more.\n\n- one\n- two");
        assertThat(criteria.text()).isEqualTo("Pass the test.\n- this stays\nAnd more.");
        assertThat(criteria.outcomes()).containsExactly("one", "two");
    }

    @Test
    void criteriaWithoutAListHaveNoOutcomes() {
        assertThat(CredentialDocument.Criteria.of("Pass.").outcomes()).isEmpty();
        assertThat(CredentialDocument.Criteria.of(null).text()).isNull();
        assertThat(CredentialDocument.Criteria.of("- only").text()).isNull();
    }

    @Test
    void whateverIsMissingOrMalformedReadsAsAbsent() {
        for (String json : new String[] {
            "{}",
            "{\"@context\": 7, \"type\": {}, \"issuer\": [], \"credentialSubject\": \"x\", \"proof\": 1}",
            "{\"@context\": [], \"type\": [1, null], \"issuer\": {\"id\": 5}, \"credentialSubject\": [[]]}"
        }) {
            CredentialDocument document = new CredentialDocument(Badge.parse(json));
            assertThat(document.issuerId()).isNull();
            assertThat(document.types()).isEmpty();
            assertThat(document.achievement().name()).isNull();
            assertThat(document.structuralFaults()).isNotEmpty();
        }
    }

    @Test
    void datesAreReadByTheirEdition() {
        StatedValidity first = StatedValidity.byName(
                new CredentialDocument(Badge.parse("{\"@context\": \"https://www.w3.org/2018/credentials/v1\","
                        + " \"issuanceDate\": \"2020-01-01T00:00:00Z\", \"expirationDate\": \"soon\"}")));
        assertThat(first.validFrom()).isInstanceOf(CredentialDocument.When.At.class);
        assertThat(first.validUntil()).isEqualTo(new CredentialDocument.When.Unreadable("expirationDate"));
    }
}
