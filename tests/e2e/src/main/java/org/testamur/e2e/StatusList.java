package org.testamur.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** The bits of a Bitstring Status List credential (Bitstring Status List 1.0 §3.2). */
public record StatusList(byte[] bits) {

    public static StatusList of(JsonNode credential) {
        String encoded =
                credential.path("credentialSubject").path("encodedList").asText();
        try (var gzip = new GZIPInputStream(
                new ByteArrayInputStream(Base64.getUrlDecoder().decode(encoded.substring(1))))) {
            return new StatusList(gzip.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Index 0 is the leftmost bit. */
    public boolean get(int index) {
        return (bits[index / 8] & (0x80 >> (index % 8))) != 0;
    }
}
