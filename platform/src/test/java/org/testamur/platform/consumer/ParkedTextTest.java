package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParkedTextTest {

    private static final UUID ID = UUID.fromString("0193a1b4-0a00-7d33-b844-6e1fa0c2d301");

    private static boolean holds(String json) {
        return ParkedText.contains(json.replace("ID", ID.toString()).getBytes(StandardCharsets.UTF_8), "learnerId", ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"learnerId\":\"ID\"}",
                "{ \"learnerId\" :\n\t\"ID\" }",
                "{\"a\":[{\"b\":1,\"learnerId\": \"ID\"}]}",
                "{\"a\":1,\"learnerId\":\"0193A1B4-0A00-7D33-B844-6E1FA0C2D301\"}",
                "{\"learner\\u0049d\":\"0193a1b4\\u002d0a00-7d33-b844-6e1fa0c2d301\"}",
                "{\"learnerIds\":[\"x\",\"ID\"]}",
                "{\"learnerId\":\"ID\"",
                "no json, and ID in it"
            })
    void findsTheIdHoweverItIsWritten(String json) {
        assertTrue(holds(json));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"learnerId\":\"0193a1b4-0a00-7d33-b844-6e1fa0c2d302\"}",
                "{\"other\":\"ID\"}",
                "{\"learnerId\":{\"id\":\"ID\"}}",
                "{\"learnerId\":[],\"other\":[\"ID\"]}",
                "{\"learnerId\":null}",
                "[]",
                "no json"
            })
    void takesNothingElseForIt(String json) {
        assertFalse(holds(json));
    }
}
