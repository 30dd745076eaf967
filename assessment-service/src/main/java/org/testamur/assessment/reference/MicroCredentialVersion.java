package org.testamur.assessment.reference;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.util.UUID;

/** The yardstick of one published version, which never changes. */
@Entity
class MicroCredentialVersion {

    /** Names a version. */
    @Embeddable
    record Key(UUID microCredentialId, int number) {}

    @EmbeddedId
    @SuppressWarnings("UnusedVariable") // Look-ups read it.
    private Key key;

    private BigDecimal passMark;

    private BigDecimal maximumScore;

    @SuppressWarnings("NullAway.Init")
    protected MicroCredentialVersion() {}

    MicroCredentialVersion(Key key, BigDecimal passMark, BigDecimal maximumScore) {
        this.key = key;
        this.passMark = passMark;
        this.maximumScore = maximumScore;
    }

    Marks marks() {
        return new Marks(passMark, maximumScore);
    }
}
