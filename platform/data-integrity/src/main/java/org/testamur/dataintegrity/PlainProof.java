package org.testamur.dataintegrity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the proof at the end of a document's text if it stands there just as this library writes it. */
final class PlainProof {
    private static final byte[] BEFORE = ascii(",\"proof\":{");
    private static final byte[] AFTER = ascii("}}");

    /** Every member that may stand there, in the order in which they are written. */
    private static final List<byte[]> MEMBERS = List.of(
            ascii("\"type\":\""),
            ascii("\"cryptosuite\":\""),
            ascii("\"created\":\""),
            ascii("\"expires\":\""),
            ascii("\"verificationMethod\":\""),
            ascii("\"proofPurpose\":\""),
            ascii("\"domain\":\""),
            ascii("\"challenge\":\""),
            ascii("\"proofValue\":\""));

    private static final List<String> NAMES = List.of(
            "type",
            "cryptosuite",
            "created",
            "expires",
            "verificationMethod",
            "proofPurpose",
            "domain",
            "challenge",
            "proofValue");

    private PlainProof() {}

    /** The proof, if it is all that stands between {@code start} and the end of the text. */
    static @Nullable ObjectNode read(byte[] text, int start) {
        if (!stands(text, start, BEFORE)) {
            return null;
        }
        ObjectNode proof = JsonNodeFactory.instance.objectNode();
        int at = start + BEFORE.length;
        for (int member = 0; member < NAMES.size(); member++) {
            int opening = proof.isEmpty() ? at : at + 1;
            if (!stands(text, opening, MEMBERS.get(member)) || (!proof.isEmpty() && text[at] != ',')) {
                continue;
            }
            int from = opening + MEMBERS.get(member).length;
            int to = from;
            while (to < text.length && text[to] != '"') {
                if (text[to] < 0x20 || text[to] == '\\') {
                    return null;
                }
                to++;
            }
            proof.put(NAMES.get(member), new String(text, from, to - from, StandardCharsets.ISO_8859_1));
            at = to + 1;
        }
        boolean ends = at + AFTER.length == text.length && stands(text, at, AFTER);
        return ends && proof.has("proofValue") ? proof : null;
    }

    private static boolean stands(byte[] text, int at, byte[] wanted) {
        if (at + wanted.length > text.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (text[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
