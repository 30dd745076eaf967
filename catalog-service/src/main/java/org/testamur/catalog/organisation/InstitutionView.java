package org.testamur.catalog.organisation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.catalog.Warning;

/** Shows an institution to anybody. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstitutionView(
        UUID id,
        String slug,
        String name,
        String url,
        String country,
        String timeZone,
        List<String> languages,

        @Schema(description = "The did:web id in its credentials; fixed for ever.")
        String issuerId,

        @Schema(description = "Where what it issues resolves; fixed for ever.")
        String issuerBaseUrl,

        @Nullable String logoUrl,

        @Schema(description = "The colour of its public pages.", examples = "#14324a") @Nullable
        String brandColour,

        @Nullable InstitutionContacts contacts,

        long version,

        @Schema(
                description = "In answers to who sets it up or changes it: what may not be meant. Absent when there is"
                        + " nothing.")
        @Nullable
        List<Warning> warnings) {

    static InstitutionView of(Institution institution) {
        return view(institution, null);
    }

    /** For who has written it. */
    static InstitutionView written(Institution institution) {
        return view(institution, BrandColour.warnings(institution.brandColour().orElse(null)));
    }

    private static InstitutionView view(Institution institution, @Nullable List<Warning> warnings) {
        return new InstitutionView(
                institution.id(),
                institution.slug(),
                institution.name(),
                institution.url(),
                institution.country(),
                institution.timeZone(),
                institution.languages(),
                institution.issuerId(),
                institution.issuerBaseUrl(),
                institution.logoUrl().orElse(null),
                institution.brandColour().orElse(null),
                institution.contacts().orElse(null),
                institution.version(),
                warnings);
    }
}
