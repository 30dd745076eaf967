package org.testamur.verification.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PayloadTest {

    private static final String KEPT = """
            {"type":"credential.issued","timestamp":"2026-11-21T10:00:00Z","data":{"credentialId":"c-1",\
            "achievement":{"id":"a","name":"Ethik \\"im\\" Labor \\ud83e\\uddea"},"status":"valid"}}""";
    private static final Payload.Links LINKS =
            new Payload.Links("https://localhost:8443/verify/c-1", "https://localhost:8443/credentials/c-1");

    @Test
    void withoutConsentTheVeryTextThatWasKeptIsSent() {
        assertThat(new String(Payload.toSend(KEPT, null), StandardCharsets.UTF_8))
                .isEqualTo(KEPT);
    }

    @Test
    void withConsentTheLinksAreAddedAndNothingElseChanges() throws IOException {
        JsonNode sent = new JsonMapper().readTree(Payload.toSend(KEPT, LINKS));
        assertThat(sent.at("/data/verificationUrl").textValue()).isEqualTo(LINKS.verificationUrl());
        assertThat(sent.at("/data/credentialUrl").textValue()).isEqualTo(LINKS.credentialUrl());
        assertThat(new JsonMapper().readTree(Payload.toSend(new JsonMapper().writeValueAsString(sent), null)))
                .isEqualTo(new JsonMapper().readTree(KEPT));
    }

    @Test
    void linksThatWereKeptBeforeTheyNeededConsentAreNotSent() {
        String before = KEPT.replace(
                "\"status\":\"valid\"",
                "\"status\":\"valid\",\"verificationUrl\":\"https://x.example/verify/c-1\",\"credentialUrl\":\"https://x.example/c\"");
        assertThat(new String(Payload.toSend(before, null), StandardCharsets.UTF_8))
                .doesNotContain("x.example", "Url")
                .contains("credentialId");
    }
}
