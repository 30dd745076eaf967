package org.testamur.issuance.badge;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds the parts of a credential that come from a result. Credentials of one enrolment differ in these parts alone.
 *
 * @param score absent without the learner's consent
 * @param evidence empty without the learner's consent
 * @param assessedOn a civil date where the institution is
 */
public record Content(
        UUID microCredentialId,
        int microCredentialVersion,
        @Nullable String score,
        List<Evidence> evidence,
        LocalDate assessedOn) {

    public Content {
        evidence = List.copyOf(evidence);
    }

    /** What was assessed. */
    public record Evidence(
            String url, @Nullable String name, @Nullable String description) {}

    /** The evidence as documents show it: one address is one node, whose second description would be mixed with the first. */
    List<Evidence> shown() {
        if (evidence.size() < 2) {
            return evidence;
        }
        Set<String> named = new HashSet<>();
        return evidence.stream().filter(item -> named.add(item.url())).toList();
    }

    /** A number as documents write it: {@code 80} and {@code 80.0} are the same. */
    public static String number(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }

    /** Equal for equal content, different for different. */
    public String digest() {
        StringBuilder text = new StringBuilder();
        add(text, microCredentialId.toString());
        add(text, Integer.toString(microCredentialVersion));
        add(text, score);
        add(text, assessedOn.toString());
        for (Evidence item : evidence) {
            add(text, item.url());
            add(text, item.name());
            add(text, item.description());
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With its length, so that no two lists of values give one text. */
    private static void add(StringBuilder text, @Nullable String value) {
        if (value == null) {
            text.append("-;");
        } else {
            text.append(value.length()).append(':').append(value).append(';');
        }
    }
}
