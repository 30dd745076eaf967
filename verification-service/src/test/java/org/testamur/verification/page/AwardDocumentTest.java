package org.testamur.verification.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwardDocumentTest {

    /** Of lena@example.org and the salt. */
    private static final String HASH = "f8e0586c67c2fd4839b8b04a80ac05a9fe5875e985e637d4d008655de6585c74";

    private static AwardDocument identified(boolean hashed) {
        return AwardDocument.of("""
            {"credentialSubject": {"identifier": [{"type": "IdentityObject", "identityType": "emailAddress",
              "hashed": %s, "identityHash": "sha256$%s", "salt": "8c2b7a"}]}}\
            """.formatted(hashed, HASH));
    }

    @ParameterizedTest
    @CsvSource({
        "lena@example.org, true",
        "' LENA@Example.org ', true",
        "lena@example.com, false",
        "lena@example.org8c2b7a, false",
        "'', false",
        "sha256$, false"
    })
    void anAddressIsKnownByItsHash(String email, boolean same) {
        assertThat(identified(true).isAwardedTo(email)).isEqualTo(same);
    }

    @Test
    void whatIsNotHashedOrNotThereConfirmsNothing() {
        assertThat(identified(false).isAwardedTo("lena@example.org")).isFalse();
        assertThat(AwardDocument.of("{}").isAwardedTo("lena@example.org")).isFalse();
        assertThat(AwardDocument.of("{\"credentialSubject\": {\"identifier\": \"lena@example.org\"}}")
                        .isAwardedTo("lena@example.org"))
                .isFalse();
    }

    @Test
    void aScoreComesWithItsLimits() {
        AwardDocument document = AwardDocument.of("""
            {"credentialSubject": {"creditsEarned": 0.5, "result": [{"value": "87"}],
              "achievement": {"resultDescription": [{"valueMax": "100", "requiredValue": "60"}],
               "alignment": [{"targetUrl": "http://data.europa.eu/snb/eqf/3"}]}}}\
            """);
        assertThat(document.score())
                .contains(new AwardDocument.Score(new BigDecimal("87"), new BigDecimal("100"), new BigDecimal("60")));
        assertThat(document.credits()).contains(new BigDecimal("0.5"));
        assertThat(document.level()).contains(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"A\"", "-1", "1e9", "\"99999999999999999999\"", "{}", "null", "\"<b>\""})
    void whatIsNoPlainNumberIsNoScore(String value) {
        assertThat(AwardDocument.of("{\"credentialSubject\": {\"result\": [{\"value\": " + value + "}]}}")
                        .score())
                .isEqualTo(Optional.empty());
    }

    @Test
    void evidenceThatIsNoWebAddressIsNoLink() {
        assertThat(AwardDocument.of("""
            {"evidence": [{"id": "javascript:alert(1)", "name": "a film"}, {"id": "https://x.example/e"},
              {"id": "data:text/html,x"}]}\
            """).evidence())
                .containsExactly(
                        new AwardDocument.Evidence("a film", null, null),
                        new AwardDocument.Evidence("https://x.example/e", null, "https://x.example/e"));
    }
}
