package org.testamur.platform.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\S | \\S",
                "^[a-z][a-z0-9-]{1,62}$ | ^[a-z][a-z0-9-]{1,62}$",
                "[a-z]+ | ^(?:[a-z]+)$",
                "a|b | ^(?:a|b)$",
                "[^@\\s\\p{Cntrl}]++@x | ^(?:[^@\\s\\x00-\\x1F\\x7F]+@x)$",
                "(?sU)(?!\\s*$)[^\\n\\t]* | ^(?:(?!\\s*$)[^\\n\\t]*)$",
                "(?:[a-z]{2}+)*+ | ^(?:(?:[a-z]{2})*)$"
            })
    void whatBothReadIsKeptAndAnchored(String whole) {
        String[] parts = whole.split(" \\| ");
        assertEquals(parts[1], EcmaPattern.of(parts[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?>a)b", "a(?i)b", "\\Qa.b\\E", "\\Aa\\z", "\\h+", "\\p{IsAlphabetic}", "[a-z&&[^b]]"})
    void whatOnlyJavaReadsIsLeftToTheDescription(String java) {
        assertNull(EcmaPattern.of(java));
    }
}
