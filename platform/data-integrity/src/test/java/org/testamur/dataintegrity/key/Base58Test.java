package org.testamur.dataintegrity.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base58Test {
    private static final String ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    @Test
    void isThatOfLongDivision() {
        Random random = new Random(58);
        for (int run = 0; run < 3000; run++) {
            byte[] bytes = new byte[random.nextInt(70)];
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length && random.nextInt(3) == 0; i++) {
                bytes[i] = 0;
            }
            String text = Base58.encode(bytes);
            assertThat(text).isEqualTo(byLongDivision(bytes));
            assertThat(Base58.decode(text)).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "O", "I", "l", "1é", "zz z", "\uD83C\uDF93"})
    void refusesOtherLetters(String text) {
        assertThatThrownBy(() -> Base58.decode(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(Base58.decode("z".repeat(1024))).hasSize(750);
        assertThatThrownBy(() -> Base58.decode("z".repeat(1025))).isInstanceOf(IllegalArgumentException.class);
    }

    private static String byLongDivision(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        BigInteger value = new BigInteger(1, bytes);
        while (value.signum() > 0) {
            BigInteger[] parts = value.divideAndRemainder(BigInteger.valueOf(58));
            text.append(ALPHABET.charAt(parts[1].intValue()));
            value = parts[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            text.append('1');
        }
        return text.reverse().toString();
    }
}
