package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.problem.Refusal;

class EntityVersionTest {

    private static void refused(Refusal.Kind kind, @Nullable String ifMatch) {
        Refusal refusal = assertThrows(Refusal.class, () -> EntityVersion.requireMatch(ifMatch, 3));
        assertEquals(kind, refusal.kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"3\"", "*", " \"3\" ", "\"2\", \"3\"", "W/\"3\" , \"3\""})
    void oneOfTheNamedVersionsIsEnough(String ifMatch) {
        assertDoesNotThrow(() -> EntityVersion.requireMatch(ifMatch, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "W/\"3\"", "\"1\", \"2\"", "\"\"", "\"03\""})
    void anotherVersionIsRefused(String ifMatch) {
        refused(Refusal.Kind.PRECONDITION_FAILED, ifMatch);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "\"3", "'3'", "3, 4", "\"3\" \"4\"", "\"3\",", "*, \"3\"", "W/3"})
    void whatIsNoEntityTagIsAFaultAndNoChange(String ifMatch) {
        refused(Refusal.Kind.INVALID, ifMatch);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void aVersionMustBeNamed(@Nullable String ifMatch) {
        refused(Refusal.Kind.PRECONDITION_REQUIRED, ifMatch);
    }
}
