package org.testamur.enrolment.reference;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Holds what this service reads of an organisation. */
record OrganisationFact(
        UUID organisationId,
        @Nullable String kind,
        String slug,
        @Nullable String name,
        @Nullable String url,
        @Nullable String timeZone,
        @Nullable String logoUrl) {}
