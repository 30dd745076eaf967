package org.testamur.dataintegrity.proof;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * States the purpose, domain, challenge and time that a verifier expects of a proof.
 *
 * @param proofPurpose for example {@code assertionMethod}
 * @param domain for presentations: where it is used; not checked if null
 * @param challenge for presentations: what it must answer; not checked if null
 * @param at the time as of which a proof must not have expired; now if null
 */
public record Expectation(
        String proofPurpose,
        @Nullable String domain,
        @Nullable String challenge,
        @Nullable Instant at) {

    /** A credential, asserted by its issuer. */
    public static Expectation assertion() {
        return new Expectation("assertionMethod", null, null, null);
    }

    /** A presentation, made by its holder for this one occasion. */
    public static Expectation authentication(String domain, String challenge) {
        return new Expectation("authentication", domain, challenge, null);
    }

    /** The same, as of a time that is past. */
    public Expectation asOf(Instant time) {
        return new Expectation(proofPurpose, domain, challenge, time);
    }
}
