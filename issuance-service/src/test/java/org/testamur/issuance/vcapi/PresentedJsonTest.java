package org.testamur.issuance.vcapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.platform.problem.Refusal;

class PresentedJsonTest {

    private static String refusal(byte[] text) {
        Refusal refusal = assertThrows(Refusal.class, () -> PresentedJson.read(text));
        assertEquals(Refusal.Kind.INVALID, refusal.kind());
        return refusal.faults().getFirst().detail();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNotWellFormedIsRefused() {
        for (String text : List.of(
                "{",
                "{}{}",
                "{} x",
                "\uFEFF{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":1,}",
                "// no\n{}",
                "{\"a\":\"\n\"}")) {
            assertTrue(refusal(utf8(text)).startsWith("not well-formed JSON: "), text);
        }
        assertEquals("the body is not UTF-8", refusal(new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'}));
        assertEquals("the body is not UTF-8", refusal("{}".getBytes(StandardCharsets.UTF_16)));
    }

    @Test
    void whatWouldTakeMuchMemoryIsRefused() {
        String limits = "more, deeper or longer than is read here: ";
        assertTrue(refusal(utf8("[" + "{},".repeat(600_000) + "{}]")).startsWith(limits));
        assertTrue(refusal(utf8("[".repeat(65) + "]".repeat(65))).startsWith(limits));
        assertTrue(refusal(utf8("1".repeat(2_000))).startsWith(limits));
        assertEquals(64, PresentedJson.read(utf8("[" + "1,".repeat(63) + "1]")).size());
    }
}
