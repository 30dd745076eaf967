package org.testamur.issuance.shape;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer with a signed credential (VC-API, Issue Credential). */
@Schema(description = "The credential with its proof.")
public record IssueAnswer(SignedCredential verifiableCredential) {}
