package org.testamur.verification.webhook.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChallengeTest {

    @Test
    void aChallengeIsLongAndNeverTheSame() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String text = Challenge.fresh().reveal();
            assertThat(text).matches("[A-Za-z0-9_-]{43}");
            all.add(text);
        }
        assertThat(all).hasSize(1_000);
    }

    @Test
    void itIsSentBackAloneOrAsTheOneMemberOfAnObject() {
        Challenge challenge = Challenge.fresh();
        String text = challenge.reveal();
        for (String answer : new String[] {
            text,
            text + "\r\n",
            "\n".repeat(9_000) + text,
            "\"" + text + "\"",
            "{\"challenge\":\"" + text + "\"}",
            " { \"challenge\" : \"" + text + "\" }\n"
        }) {
            assertThat(challenge.isSentBackBy(bytes(answer))).as(answer).isTrue();
        }
    }

    /** Whoever sends back what was sent has not shown to have read it. */
    @Test
    void anEchoAndWhateverHoldsMoreDoNotCount() {
        Challenge challenge = Challenge.fresh();
        String text = challenge.reveal();
        String sent =
                "{\"type\":\"endpoint.verification\",\"timestamp\":\"2026-11-21T10:00:00Z\",\"data\":{\"endpointId\":"
                        + "\"0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b\",\"challenge\":\"" + text + "\"}}";
        String data = "{\"endpointId\":\"0197b2f1-1c2d-7e3f-8a4b-5c6d7e8f9a0b\",\"challenge\":\"" + text + "\"}";
        for (String answer : new String[] {
            sent,
            data,
            "[" + sent + "]",
            "{\"challenge\":" + sent + "}",
            "{\"data\":{\"challenge\":\"" + text + "\"}}",
            "{\"json\":" + sent + ",\"headers\":{}}",
            "{\"type\":\"endpoint.verification\",\"challenge\":\"" + text + "\"}",
            "{\"got\":\"" + text + "\"}",
            "{\"challenge\":\"" + text + "\",\"challenge\":\"" + text + "\"}",
            "{\"challenge\":\"" + text + "\"} " + sent,
            "{\"challenge\":\"" + text + "\"",
            "[\"" + text + "\"]",
            "POST /hooks\n\n" + sent,
            text + text,
            "\u00e9" + text,
            "challenge=" + text
        }) {
            assertThat(challenge.isSentBackBy(bytes(answer))).as(answer).isFalse();
            assertThat(challenge.isIn(bytes(answer))).as(answer).isTrue();
        }
    }

    @Test
    void onlyAllOfItCounts() {
        Challenge challenge = Challenge.fresh();
        String text = challenge.reveal();
        for (String answer : new String[] {
            "",
            "{}",
            "null",
            "{\"challenge\":null}",
            "{\"challenge\":[]}",
            text.substring(1),
            text.substring(0, 42),
            "x".repeat(16_384),
            "[".repeat(16_384),
            text.toLowerCase(java.util.Locale.ROOT)
        }) {
            assertThat(challenge.isSentBackBy(bytes(answer))).as(answer).isFalse();
            assertThat(challenge.isIn(bytes(answer))).as(answer).isFalse();
        }
        assertThat(challenge.isSentBackBy(new byte[] {(byte) 0xFF, (byte) 0xFE}))
                .isFalse();
        assertThat(challenge.is(text)).isTrue();
        assertThat(challenge.is(text + "x")).isFalse();
        assertThat(challenge.is("")).isFalse();
    }

    @Test
    void itIsNotSaidWhenItIsPrinted() {
        Challenge challenge = Challenge.fresh();
        assertThat("" + challenge).doesNotContain(challenge.reveal());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
