package org.testamur.enrolment.reference;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Describes an institution or an employer as this service shows it.
 *
 * @param kind institution, employer or other
 * @param name absent, like what follows, until its fact is read by a release that keeps it
 */
public record Organisation(
        UUID id,
        String kind,
        String slug,
        @Nullable String name,
        @Nullable String url,
        @Nullable String timeZone,
        @Nullable String logoUrl) {}
