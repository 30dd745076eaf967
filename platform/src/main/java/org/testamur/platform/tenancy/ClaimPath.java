package org.testamur.platform.tenancy;

import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Leads to a claim of a token, which may stand inside another: names with {@code /} between them. */
record ClaimPath(List<String> names) {

    /**
     * Reads a path as settings have it.
     *
     * @throws IllegalArgumentException when a name is empty or a quote is not closed
     */
    static ClaimPath of(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (char character : text.strip().toCharArray()) {
            if (character == '"') {
                quoted = !quoted;
            } else if (character == '/' && !quoted) {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(character);
            }
        }
        names.add(name.toString());
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed");
        }
        if (names.contains("")) {
            throw new IllegalArgumentException("a name is empty");
        }
        return new ClaimPath(List.copyOf(names));
    }

    /** The texts that stand there: one, several, or none. What is no text is left out. */
    List<String> texts(JsonWebToken token) {
        @Nullable Object value = claim(token, names.getFirst());
        for (String name : names.subList(1, names.size())) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return texts(value).toList();
    }

    /** As it stands in the token: of {@code groups} the principal keeps nothing when one is no text, or when it is no list. */
    private static @Nullable Object claim(JsonWebToken token, String name) {
        return token instanceof OidcJwtCallerPrincipal principal
                ? principal.getClaims().getClaimValue(name)
                : token.claim(name).orElse(null);
    }

    private static Stream<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> Stream.empty();
            case String text -> Stream.of(text);
            case JsonString text -> Stream.of(text.getString());
            case JsonObject object -> Stream.empty();
            case Collection<?> all -> all.stream().flatMap(ClaimPath::single);
            default -> Stream.empty();
        };
    }

    private static Stream<String> single(@Nullable Object value) {
        return value instanceof Collection<?> ? Stream.empty() : texts(value);
    }
}
