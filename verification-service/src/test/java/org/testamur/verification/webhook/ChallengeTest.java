package org.testamur.verification.webhook;

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
    void itIsFoundWhereverItStandsAndOnlyWhole() {
        Challenge challenge = Challenge.fresh();
        String text = challenge.reveal();
        for (String answer : new String[] {
            text, "{\"challenge\":\"" + text + "\"}", "\u00e9" + text, text + text, "x".repeat(9_000) + text
        }) {
            assertThat(challenge.isIn(bytes(answer))).as(answer).isTrue();
        }
        for (String answer : new String[] {
            "", text.substring(1), text.substring(0, 42), "x".repeat(16_384), text.toLowerCase(java.util.Locale.ROOT)
        }) {
            assertThat(challenge.isIn(bytes(answer))).as(answer).isFalse();
        }
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
