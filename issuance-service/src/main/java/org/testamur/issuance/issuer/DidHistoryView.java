package org.testamur.issuance.issuer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Lists the DID documents that an issuer published, oldest first. */
@Schema(name = "DidHistory")
record DidHistoryView(
        @Schema(examples = "did:web:localhost%3A8443:issuers:northfield")
        String issuerId,

        List<DidDocumentVersion> versions) {

    /** A document and its interval. */
    @Schema(name = "DidDocumentVersion")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DidDocumentVersion(
            @Schema(examples = "1") int number,

            @Schema(description = "From when on it was the published document.", examples = "2026-09-01T08:00:00Z")
            Instant validFrom,

            @Schema(
                    description = "Until when, exclusive; absent for the present one.",
                    examples = "2026-11-20T14:03:11Z")
            @Nullable
            Instant validUntil,

            @JsonRawValue @Schema(type = SchemaType.OBJECT) String didDocument) {}

    static DidHistoryView of(Issuer issuer, List<DidDocuments.Version> versions) {
        return new DidHistoryView(
                issuer.issuerId(),
                versions.stream()
                        .map(version -> new DidDocumentVersion(
                                version.number(), version.validFrom(), version.validUntil(), version.document()))
                        .toList());
    }
}
