package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.verification.reference.IssuerKey;

class KeyPolicyTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00.250Z");
    private static final Instant UNTIL = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant KNOWN = Instant.parse("2026-07-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void anActiveKeyCountsFromItsFirstSecond() {
        assertThat(code("active", null, null, Instant.parse("2026-01-01T00:00:00Z"), NOW))
                .isEqualTo("issuer-known");
        assertThat(code("active", null, null, UNTIL, NOW)).isEqualTo("issuer-known");
        assertThat(code("active", null, null, FROM.minusSeconds(1), NOW)).isEqualTo("key-not-yet-valid");
    }

    @Test
    void aRetiredKeyProvesWhatItSignedUntilJustBeforeItsEnd() {
        assertThat(code("retired", UNTIL, null, UNTIL.minusSeconds(1), NOW)).isEqualTo("issuer-known");
        assertThat(code("retired", UNTIL, null, UNTIL, NOW)).isEqualTo("key-retired");
    }

    @Test
    void aPendingKeyCountsInItsIntervalAsAnyOther() {
        assertThat(code("pending", null, null, FROM.plusSeconds(1), NOW)).isEqualTo("issuer-known");
        assertThat(code("pending", null, null, FROM.minusSeconds(1), NOW)).isEqualTo("key-not-yet-valid");
    }

    @Test
    void nothingOfACompromisedKeyCountsOnceThatIsKnownWheneverItWasSigned() {
        assertThat(code("compromised", UNTIL, KNOWN, FROM, KNOWN)).isEqualTo("key-compromised");
        assertThat(code("compromised", UNTIL, KNOWN, FROM.plusSeconds(1), NOW)).isEqualTo("key-compromised");
        assertThat(code("compromised", UNTIL, KNOWN, UNTIL.plusSeconds(1), NOW)).isEqualTo("key-compromised");
    }

    @Test
    void beforeThatItCountedInItsInterval() {
        assertThat(code("compromised", UNTIL, KNOWN, FROM.plusSeconds(1), KNOWN.minusSeconds(1)))
                .isEqualTo("issuer-known");
        assertThat(code("compromised", UNTIL, KNOWN, UNTIL, KNOWN.minusSeconds(1)))
                .isEqualTo("key-retired");
    }

    @Test
    void beforeThatNothingCountedThatTheIssuerHadNotToldOf() {
        IssuerKey key = new IssuerKey("did:web:x#1", "z6Mk", "compromised", FROM, null, KNOWN);
        assertThat(KeyPolicy.allowed(key, FROM.plusSeconds(1), KNOWN.minusSeconds(1), false)
                        .code())
                .isEqualTo("key-compromised");
        IssuerKey safe = new IssuerKey("did:web:x#1", "z6Mk", "active", FROM, null, null);
        assertThat(KeyPolicy.allowed(safe, FROM.plusSeconds(1), NOW, false).code())
                .isEqualTo("issuer-known");
    }

    @Test
    void ifNobodySaysWhenItBecameKnownTheEndOfTheKeyStandsForThat() {
        assertThat(code("compromised", UNTIL, null, FROM.plusSeconds(1), UNTIL)).isEqualTo("key-compromised");
        assertThat(code("compromised", UNTIL, null, FROM.plusSeconds(1), UNTIL.minusSeconds(1)))
                .isEqualTo("issuer-known");
        assertThat(code("compromised", null, null, FROM.plusSeconds(1), FROM.plusSeconds(2)))
                .isEqualTo("key-compromised");
    }

    @Test
    void aSignatureWithoutADateProvesNothing() {
        assertThat(code("active", null, null, null, NOW)).isEqualTo("signing-date-missing");
    }

    private static String code(
            String state, @Nullable Instant until, @Nullable Instant known, @Nullable Instant signedAt, Instant at) {
        return KeyPolicy.allowed(new IssuerKey("did:web:x#1", "z6Mk", state, FROM, until, known), signedAt, at, true)
                .code();
    }
}
