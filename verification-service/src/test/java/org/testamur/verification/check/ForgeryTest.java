package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The short form of {@code ./testamur drill forgery}. */
class ForgeryTest {

    @Test
    void noRearrangementOfASignedCredentialIsJudgedBetter() {
        Forgery.Count count = new Forgery().run(40, 20261129);
        assertThat(count.all()).isGreaterThan(2_000);
        assertThat(count.held()).as("by which the same is stated").isGreaterThan(200);
        assertThat(count.valid()).isPositive();
    }
}
