package org.testamur.platform.tenancy;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads what a token grants by itself, in the shape that the settings give the identity provider's tokens. */
@ApplicationScoped
@Startup
class TokenClaims {

    private final List<ClaimPath> memberships;
    private final @Nullable ClaimPath institution;
    private final ClaimsPolicy policy;
    private final boolean everybodyLearns;

    TokenClaims(ClaimsConfig config) {
        this.memberships = config.memberships().stream()
                .map(path -> read("testamur.claims.memberships", path, ClaimPath::of))
                .toList();
        Optional<String> of = config.institution();
        this.institution = of.map(path -> read("testamur.claims.institution", path, ClaimPath::of))
                .orElse(null);
        Map<String, List<String>> meanings =
                read("testamur.claims.meanings", config.meanings().orElse(List.of()), TokenClaims::meanings);
        this.policy =
                read("testamur.claims.patterns", config.patterns(), patterns -> new ClaimsPolicy(patterns, meanings));
        this.everybodyLearns = config.everybodyLearns();
        if (policy.needsInstitutions() && institution == null) {
            throw new ConfigurationException(
                    "testamur.claims.patterns has a role without an institution: set testamur.claims.institution.");
        }
    }

    /** The text before the last equals sign, as a text may be the name of an entry in a directory (RFC 4514). */
    private static Map<String, List<String>> meanings(List<String> settings) {
        Map<String, List<String>> meanings = new TreeMap<>();
        for (String setting : settings) {
            int at = setting.lastIndexOf('=');
            String text = setting.substring(0, Math.max(at, 0)).strip();
            String meaning = setting.substring(at + 1).strip();
            if (text.isEmpty() || meaning.isEmpty()) {
                throw new IllegalArgumentException(setting + " is not TEXT=MEANING");
            }
            meanings.computeIfAbsent(text, none -> new ArrayList<>()).add(meaning);
        }
        return meanings;
    }

    private static <S, T> T read(String setting, S value, Function<S, T> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    setting + " is " + value + ", which cannot be read: " + e.getMessage() + ".", e);
        }
    }

    /** What the token grants by itself; everybody is a learner where settings say so. */
    ClaimsPolicy.Grants grants(JsonWebToken token) {
        ClaimsPolicy.Grants grants = policy.grants(
                memberships.stream().flatMap(path -> path.texts(token).stream()).toList(),
                institution == null ? List.of() : institution.texts(token));
        if (everybodyLearns) {
            grants.platformRoles().add("learner");
        }
        return grants;
    }
}
