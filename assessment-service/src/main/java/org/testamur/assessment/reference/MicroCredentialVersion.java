package org.testamur.assessment.reference;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The yardstick of one published version and what pages show of it, which never changes. */
@Entity
class MicroCredentialVersion {

    /** Names a version. */
    @Embeddable
    record VersionId(UUID microCredentialId, int number) {}

    @EmbeddedId
    @SuppressWarnings("UnusedVariable") // Look-ups read it.
    private VersionId key;

    private BigDecimal passMark;

    private BigDecimal maximumScore;

    @SuppressWarnings("UnusedVariable") // Queries read it, and what follows.
    private @Nullable String title;

    @SuppressWarnings("UnusedVariable")
    private @Nullable String imageUrl;

    @SuppressWarnings("UnusedVariable")
    private @Nullable String imageText;

    @SuppressWarnings("UnusedVariable")
    private @Nullable String url;

    @SuppressWarnings("NullAway.Init")
    protected MicroCredentialVersion() {}

    MicroCredentialVersion(
            VersionId key,
            BigDecimal passMark,
            BigDecimal maximumScore,
            @Nullable String title,
            @Nullable String imageUrl,
            @Nullable String imageText,
            @Nullable String url) {
        this.key = key;
        this.passMark = passMark;
        this.maximumScore = maximumScore;
        this.title = title;
        this.imageUrl = imageUrl;
        this.imageText = imageText;
        this.url = url;
    }

    Marks marks() {
        return new Marks(passMark, maximumScore);
    }
}
