package org.testamur.issuance.shape;

import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The request to sign a credential (VC-API, Issue Credential). */
@Schema(description = "The credential, and options.", requiredProperties = "credential")
public record IssueForm(
        UnsignedCredential credential,

        @Schema(description = "Accepted, and change nothing.") @Nullable
        Map<String, Object> options) {}
