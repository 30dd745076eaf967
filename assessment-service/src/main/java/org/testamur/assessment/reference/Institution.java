package org.testamur.assessment.reference;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores an institution's slug, which tokens use, and the time zone of its civil dates. */
@Entity
class Institution {

    @Id
    private UUID id;

    @SuppressWarnings("UnusedVariable") // Queries read it.
    private String slug;

    private String timeZone;

    @SuppressWarnings("UnusedVariable") // Queries read it, and what follows.
    private @Nullable String name;

    @SuppressWarnings("UnusedVariable")
    private @Nullable String url;

    @SuppressWarnings("UnusedVariable")
    private @Nullable String logoUrl;

    @SuppressWarnings("NullAway.Init")
    protected Institution() {}

    Institution(UUID id, String slug, String timeZone) {
        this.id = id;
        this.slug = slug;
        this.timeZone = timeZone;
    }

    String timeZone() {
        return timeZone;
    }

    void is(String newSlug, String newTimeZone) {
        slug = newSlug;
        timeZone = newTimeZone;
    }

    void isShownAs(@Nullable String newName, @Nullable String newUrl, @Nullable String newLogoUrl) {
        name = newName;
        url = newUrl;
        logoUrl = newLogoUrl;
    }
}
