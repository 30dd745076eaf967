package org.testamur.issuance.shape;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A proof within a document (Data Integrity 1.0, §2.1). */
@Schema(description = "A Data Integrity proof.", additionalProperties = Schema.True.class)
public record DataIntegrityProof(
        @Schema(examples = "DataIntegrityProof") String type,

        @Schema(examples = "eddsa-rdfc-2022") String cryptosuite,

        @Schema(format = "date-time") String created,

        @Schema(description = "The key, by the DID document of the issuer.")
        String verificationMethod,

        @Schema(examples = "assertionMethod") String proofPurpose,

        @Schema(description = "The signature in base58btc, with z before it.")
        String proofValue) {}
