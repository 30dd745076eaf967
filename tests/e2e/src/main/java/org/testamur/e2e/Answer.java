package org.testamur.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * What came back.
 *
 * @param asked method and path, for messages
 * @param took from the last byte sent to the last byte read
 */
public record Answer(String asked, int status, HttpHeaders headers, byte[] body, Duration took) {

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return Json.read(body);
    }

    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** To be sent as {@code If-Match}. */
    public String etag() {
        return header("ETag").orElseThrow(() -> new AssertionError(asked + " answered no ETag: " + text()));
    }

    /** The last part of a problem's type. */
    public String problem() {
        return header("Content-Type").orElse("").startsWith("application/problem+json")
                ? json().path("type").asText().replaceFirst(".*:", "")
                : "";
    }

    /** This answer, if its status is one of these. */
    public Answer expect(int... statuses) {
        for (int expected : statuses) {
            if (status == expected) {
                return this;
            }
        }
        throw new UnexpectedAnswer(this);
    }

    /** An answer that the journey cannot go on with. */
    public static final class UnexpectedAnswer extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnexpectedAnswer(Answer answer) {
            super(answer.asked() + " answered " + answer.status() + ": " + answer.text());
        }
    }
}
