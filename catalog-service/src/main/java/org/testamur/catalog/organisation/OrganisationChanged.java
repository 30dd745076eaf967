package org.testamur.catalog.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.event.OutgoingEvent;

/** Holds the fact of an organisation's present state, on the topic {@code catalog.organisations}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrganisationChanged(
        UUID organisationId,
        String kind,
        String slug,
        String name,
        String url,
        long version,
        @Nullable String country,
        @Nullable String timeZone,
        @Nullable List<String> languages,
        @Nullable String issuerId,
        @Nullable String issuerBaseUrl,
        @Nullable String logoUrl,
        @Nullable String brandColour,
        @Nullable InstitutionContacts contacts) {

    static final String TOPIC = "catalog.organisations";
    private static final String TYPE = "org.testamur.catalog.organisation.changed.v1";

    static OutgoingEvent of(Organisation organisation) {
        OrganisationChanged data = switch (organisation) {
            case Institution institution -> institution(institution);
            default -> employer(organisation);
        };
        return new OutgoingEvent(TOPIC, TYPE, organisation.id(), organisation.tenant(), organisation.version(), data);
    }

    private static OrganisationChanged institution(Institution institution) {
        return new OrganisationChanged(
                institution.id(),
                "institution",
                institution.slug(),
                institution.name(),
                institution.url(),
                institution.version(),
                institution.country(),
                institution.timeZone(),
                institution.languages(),
                institution.issuerId(),
                institution.issuerBaseUrl(),
                institution.logoUrl().orElse(null),
                institution.brandColour().orElse(null),
                institution.contacts().orElse(null));
    }

    private static OrganisationChanged employer(Organisation employer) {
        return new OrganisationChanged(
                employer.id(),
                "employer",
                employer.slug(),
                employer.name(),
                employer.url(),
                employer.version(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
