package org.testamur.verification.page;

import org.testamur.verification.check.Verdict;

/**
 * Says how a verdict looks.
 *
 * @param colour a class {@code is-*} of the style sheet
 * @param mark the symbol beside it; no state is shown by colour alone
 */
record Tone(String colour, String mark) {

    static final Tone UNKNOWN = new Tone("none", "m-unknown");
    static final Tone ERASED = new Tone("superseded", "m-superseded");

    static Tone of(Verdict verdict) {
        return switch (verdict) {
            case VALID -> new Tone("valid", "m-valid");
            case INVALID, REVOKED -> new Tone("revoked", "m-revoked");
            case SUSPENDED -> new Tone("suspended", "m-suspended");
            case SUPERSEDED -> new Tone("superseded", "m-superseded");
            case EXPIRED, NOT_YET_VALID -> new Tone("expired", "m-expired");
            case CANNOT_TELL -> new Tone("none", "m-alert");
        };
    }
}
