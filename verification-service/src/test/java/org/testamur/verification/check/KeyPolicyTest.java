package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.verification.issuer.IssuerKey;

class KeyPolicyTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2026-06-01T00:00:00Z");

    @Test
    void anActiveKeyCountsFromItsFirstDay() {
        assertThat(code("active", null, FROM, null)).isEqualTo("issuer-known");
        assertThat(code("active", null, UNTIL, null)).isEqualTo("issuer-known");
        assertThat(code("active", null, FROM.minusSeconds(301), null)).isEqualTo("key-not-yet-valid");
        assertThat(code("active", null, FROM.minusSeconds(299), null)).isEqualTo("issuer-known");
    }

    @Test
    void aRetiredKeyStillProvesWhatItSignedBefore() {
        assertThat(code("retired", UNTIL, UNTIL, null)).isEqualTo("issuer-known");
        assertThat(code("retired", UNTIL, UNTIL.plusSeconds(301), null)).isEqualTo("key-retired");
    }

    @Test
    void aCompromisedKeyProvesOnlyWhatWasOnRecordBefore() {
        assertThat(code("compromised", UNTIL, FROM, null)).isEqualTo("key-compromised");
        assertThat(code("compromised", UNTIL, FROM, UNTIL)).isEqualTo("key-compromised");
        assertThat(code("compromised", UNTIL, FROM, UNTIL.minusMillis(1))).isEqualTo("recorded-before-compromise");
        assertThat(code("compromised", null, FROM, FROM)).isEqualTo("key-compromised");
    }

    @Test
    void aSignatureWithoutADateProvesNothing() {
        assertThat(code("active", null, null, null)).isEqualTo("signing-date-missing");
    }

    private static String code(
            String state, @Nullable Instant until, @Nullable Instant signedAt, @Nullable Instant recordedAt) {
        return KeyPolicy.allowed(new IssuerKey("did:web:x#1", "z6Mk", state, FROM, until), signedAt, recordedAt)
                .code();
    }
}
