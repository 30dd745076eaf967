package org.testamur.issuance.key.rotation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.store.KeyAudit;

/** Lists an institution's keys for its administrators, oldest first. */
@Schema(name = "Keys")
record KeysView(
        @Schema(description = "The DID whose keys they are.", examples = "did:web:localhost%3A8443:issuers:northfield")
        String issuerId,

        List<KeyView> keys) {

    /** A key, its interval and what was done to it. */
    @Schema(name = "Key")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyView(
            @Schema(examples = "2") int number,

            @Schema(description = "As proofs name it.", examples = "did:web:localhost%3A8443:issuers:northfield#key-2")
            String id,

            @Schema(examples = "z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp")
            String publicKeyMultibase,

            @Schema(
                    enumeration = {"pending", "active", "retired", "compromised"},
                    examples = "pending")
            String state,

            @Schema(description = "Proofs made from then on count.", examples = "2026-11-20T14:03:11Z")
            Instant validFrom,

            @Schema(description = "Proofs made from then on do not.", examples = "2027-11-20T14:05:12Z") @Nullable
            Instant validUntil,

            @Schema(
                    description = "When a pending key takes over: every copy of the DID document shows it then.",
                    examples = "2026-11-20T14:05:11Z")
            @Nullable
            Instant signsFrom,

            @Schema(description = "When its compromise was published.", examples = "2027-02-03T09:12:44Z") @Nullable
            Instant compromisedAt,

            List<KeyActView> history) {}

    /** What was done to a key. */
    @Schema(name = "KeyAct")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record KeyActView(
            @Schema(
                    enumeration = {"made", "activated", "retired", "compromised"},
                    examples = "made")
            String act,

            @Schema(description = "The log-in of whoever asked for it, or testamur for what follows by itself.")
            String by,

            @Nullable String note,
            Instant at) {}

    static KeysView of(String issuerId, List<IssuerKey> keys, List<KeyAudit.Line> lines) {
        return new KeysView(
                issuerId,
                keys.stream()
                        .map(key -> new KeyView(
                                key.number(),
                                key.id(),
                                key.publicKeyMultibase(),
                                key.state().shown(),
                                key.validFrom(),
                                key.validUntil(),
                                key.signsFrom(),
                                key.compromisedAt(),
                                lines.stream()
                                        .filter(line -> line.number() == key.number())
                                        .map(line -> new KeyActView(line.act(), line.actor(), line.note(), line.at()))
                                        .toList()))
                        .toList());
    }

    KeyView key(int number) {
        return keys.stream().filter(key -> key.number() == number).findFirst().orElseThrow();
    }
}
