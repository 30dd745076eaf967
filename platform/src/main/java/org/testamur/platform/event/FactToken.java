package org.testamur.platform.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Names one version of one aggregate, so that a request elsewhere can wait until it is known there. */
public record FactToken(String topic, String key, long version) {

    public static final String ANSWER_HEADER = "Testamur-Fact";
    public static final String REQUEST_HEADER = "Testamur-After";

    public String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((topic + "\n" + key + "\n" + version).getBytes(StandardCharsets.UTF_8));
    }

    /** Empty when the text is no token of ours. */
    public static Optional<FactToken> parse(String text) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", -1);
            return parts.length == 3
                    ? Optional.of(new FactToken(parts[0], parts[1], Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
