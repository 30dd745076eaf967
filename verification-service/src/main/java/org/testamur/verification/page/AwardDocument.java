package org.testamur.verification.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a page shows beside the checks out of a credential on record; what is missing or malformed reads as absent. */
record AwardDocument(JsonNode json) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String EQF = "http://data.europa.eu/snb/eqf/";

    /** A score with its limits (OB 3.0, Result and ResultDescription). */
    record Score(
            BigDecimal value,
            @Nullable BigDecimal maximum,
            @Nullable BigDecimal needed) {}

    /** What was assessed, as the holder lets it be seen. */
    record Evidence(
            String name,
            @Nullable String description,
            @Nullable String url) {}

    static AwardDocument of(String text) {
        try {
            return new AwardDocument(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document on record is not JSON", e);
        }
    }

    static boolean isLevel(@Nullable String url) {
        return url != null && url.startsWith(EQF);
    }

    /** What it was awarded for; empty if it does not say. */
    String name() {
        return json.at("/credentialSubject/achievement/name").asText();
    }

    /** A level of the European Qualifications Framework, from 1 to 8. */
    Optional<Integer> level() {
        for (JsonNode alignment : json.at("/credentialSubject/achievement/alignment")) {
            String url = alignment.path("targetUrl").asText();
            if (isLevel(url) && url.substring(EQF.length()).matches("[1-8]")) {
                return Optional.of(url.charAt(url.length() - 1) - '0');
            }
        }
        return Optional.empty();
    }

    /** ECTS credits. */
    Optional<BigDecimal> credits() {
        return number(json.at("/credentialSubject/creditsEarned"))
                .or(() -> number(json.at("/credentialSubject/achievement/creditsAvailable")));
    }

    Optional<Score> score() {
        JsonNode description = json.at("/credentialSubject/achievement/resultDescription/0");
        return number(json.at("/credentialSubject/result/0/value"))
                .map(value -> new Score(
                        value,
                        number(description.path("valueMax")).orElse(null),
                        number(description.path("requiredValue")).orElse(null)));
    }

    List<Evidence> evidence() {
        List<Evidence> all = new ArrayList<>();
        for (JsonNode item : json.path("evidence")) {
            String url = PageLinks.web(item.path("id").textValue())
                    .map(Object::toString)
                    .orElse(null);
            String name = text(item.path("name"));
            if (name != null || url != null) {
                all.add(new Evidence(name == null ? String.valueOf(url) : name, text(item.path("description")), url));
            }
        }
        return all;
    }

    /**
     * Whether it names the address by its hash, which stands there only with the holder's consent (OB 3.0, IdentityObject).
     * As it was typed or in small letters: people write addresses either way.
     */
    boolean isAwardedTo(String email) {
        boolean same = false;
        String typed = email.strip();
        for (JsonNode identifier : json.at("/credentialSubject/identifier")) {
            if (identifier.path("identityType").asText().equals("emailAddress")
                    && identifier.path("hashed").asBoolean()) {
                String salt = identifier.path("salt").asText();
                byte[] kept = identifier.path("identityHash").asText().getBytes(StandardCharsets.UTF_8);
                same |= MessageDigest.isEqual(kept, hash(typed, salt));
                same |= MessageDigest.isEqual(kept, hash(typed.toLowerCase(Locale.ROOT), salt));
            }
        }
        return same;
    }

    private static byte[] hash(String email, String salt) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest((email + salt).getBytes(StandardCharsets.UTF_8));
            return ("sha256$" + HexFormat.of().formatHex(hash)).getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number of a sane size, written as a number or as text. */
    private static Optional<BigDecimal> number(JsonNode node) {
        String text = node.isValueNode() ? node.asText() : "";
        return text.matches("[0-9]{1,9}(\\.[0-9]{1,6})?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }
}
