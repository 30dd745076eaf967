package org.testamur.issuance.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;

/** Builds the document of a status list before it is signed (Bitstring Status List 1.0, section 2.2). */
final class StatusListDocument {

    private StatusListDocument() {}

    static ObjectNode of(
            String url,
            StatusPurpose purpose,
            String issuerId,
            BitstringStatusList bits,
            Instant validFrom,
            Instant validUntil,
            Duration timeToLive) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        document.put("id", url);
        document.putArray("type").add("VerifiableCredential").add("BitstringStatusListCredential");
        document.put("issuer", issuerId);
        document.put("validFrom", validFrom.toString());
        document.put("validUntil", validUntil.toString());
        document.putObject("credentialSubject")
                .put("id", url + "#list")
                .put("type", "BitstringStatusList")
                .put("statusPurpose", purpose.shown())
                .put("encodedList", bits.encode())
                .put("ttl", timeToLive.toMillis());
        return document;
    }
}
