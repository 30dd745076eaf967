package org.testamur.platform.event;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names one version of one aggregate, so that a request elsewhere can wait until it is known there. */
public record FactToken(String topic, String key, long version) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,200}");

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
                            && PLAIN.matcher(parts[0]).matches()
                            && PLAIN.matcher(parts[1]).matches()
                    ? Optional.of(new FactToken(parts[0], parts[1], Long.parseLong(parts[2])))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
