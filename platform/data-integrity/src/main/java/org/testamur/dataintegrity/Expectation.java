package org.testamur.dataintegrity;

import org.jspecify.annotations.Nullable;

/**
 * What a verifier wants a proof to have been made for.
 *
 * @param proofPurpose for example {@code assertionMethod}
 * @param domain for presentations: where it is used; not checked if null
 * @param challenge for presentations: what it must answer; not checked if null
 */
public record Expectation(
        String proofPurpose,
        @Nullable String domain,
        @Nullable String challenge) {

    /** A credential, asserted by its issuer. */
    public static Expectation assertion() {
        return new Expectation("assertionMethod", null, null);
    }

    /** A presentation, made by its holder for this one occasion. */
    public static Expectation authentication(String domain, String challenge) {
        return new Expectation("authentication", domain, challenge);
    }
}
