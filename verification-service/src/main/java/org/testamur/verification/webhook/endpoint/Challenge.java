package org.testamur.verification.webhook.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** Holds the secret of an endpoint's verification: 32 random bytes in base64url, never logged or shown. */
final class Challenge {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final byte[] text;

    private Challenge(byte[] text) {
        this.text = text;
    }

    static Challenge fresh() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static Challenge of(String text) {
        return new Challenge(text.getBytes(StandardCharsets.UTF_8));
    }

    /** To be sent or sealed, and nothing else. */
    String reveal() {
        return new String(text, StandardCharsets.UTF_8);
    }

    /** In a time that tells nothing of how much is right. */
    boolean is(String candidate) {
        return MessageDigest.isEqual(text, candidate.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether somebody who read it sends it back: alone, as plain text or as JSON text, or as {@code challenge}, the one
     * member of an object. An answer that holds anything besides may be an echo of all that was sent, which proves nothing.
     */
    boolean isSentBackBy(byte[] answer) {
        String body;
        try {
            body = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(answer))
                    .toString();
        } catch (CharacterCodingException e) {
            return false;
        }
        return is(body.strip()) || is(member(body));
    }

    private static String member(String body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            JsonNode sent = json.isObject() && json.size() == 1 ? json.path("challenge") : json;
            return sent.isTextual() ? sent.textValue() : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    /** Whether it stands somewhere in the bytes; in a time that depends on their length only. */
    boolean isIn(byte[] answer) {
        boolean found = false;
        for (int begin = 0; begin + text.length <= answer.length; begin++) {
            int different = 0;
            for (int i = 0; i < text.length; i++) {
                different |= text[i] ^ answer[begin + i];
            }
            found |= different == 0;
        }
        return found;
    }

    @Override
    public String toString() {
        return "a challenge";
    }
}
