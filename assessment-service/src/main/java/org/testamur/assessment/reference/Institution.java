package org.testamur.assessment.reference;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** An institution, by the name that tokens use and the time zone that its civil dates are in. */
@Entity
class Institution {

    @Id
    private UUID id;

    @SuppressWarnings("UnusedVariable") // Queries read it.
    private String slug;

    private String timeZone;

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
}
