package org.testamur.verification.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Describes an institution as an issuer of credentials: its DID document and the history of its keys. */
public record Issuer(
        UUID institutionId, String issuerId, String issuerBaseUrl, JsonNode didDocument, List<IssuerKey> keys) {

    public Optional<IssuerKey> key(String verificationMethod) {
        return keys.stream().filter(key -> key.id().equals(verificationMethod)).findFirst();
    }
}
