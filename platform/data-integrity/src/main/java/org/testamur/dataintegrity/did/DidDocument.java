package org.testamur.dataintegrity.did;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.dataintegrity.key.Base58;
import org.testamur.dataintegrity.key.Multikey;

/** Writes DID documents with Multikey verification methods, and reads keys out of anybody's DID document. */
public final class DidDocument {
    private static final List<String> PURPOSES = List.of(
            "assertionMethod", "authentication", "capabilityDelegation", "capabilityInvocation", "keyAgreement");

    private DidDocument() {}

    /**
     * A document that lists every key and, per purpose, those that may be used for it. Old keys stay listed, or what they
     * signed no longer verifies: {@code did:web} has no history.
     */
    public static ObjectNode of(String did, List<VerificationMethod> keys) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context").add("https://www.w3.org/ns/did/v1").add("https://w3id.org/security/multikey/v1");
        document.put("id", did);
        ArrayNode methods = document.putArray("verificationMethod");
        for (VerificationMethod key : keys) {
            ObjectNode method = methods.addObject();
            method.put("id", key.id());
            method.put("type", "Multikey");
            method.put("controller", key.controller());
            method.put("publicKeyMultibase", key.publicKeyMultibase());
            Instant revoked = key.revoked();
            if (revoked != null) {
                method.put("revoked", revoked.toString());
            }
        }
        for (String purpose : PURPOSES) {
            List<String> allowed = keys.stream()
                    .filter(key -> key.purposes().contains(purpose))
                    .map(VerificationMethod::id)
                    .toList();
            if (!allowed.isEmpty()) {
                ArrayNode ids = document.putArray(purpose);
                allowed.forEach(ids::add);
            }
        }
        return document;
    }

    /** The verification method of the resolved document of {@code did}; empty if the document is not that DID's. */
    public static Optional<VerificationMethod> verificationMethod(String did, JsonNode document, String id) {
        if (!did.equals(document.path("id").textValue())) {
            return Optional.empty();
        }
        Set<String> purposes = new TreeSet<>();
        JsonNode method = find(document.path("verificationMethod"), did, id);
        for (String purpose : PURPOSES) {
            for (JsonNode entry : document.path(purpose)) {
                String name = entry.isObject() ? entry.path("id").textValue() : entry.textValue();
                if (id.equals(absolute(did, name))) {
                    purposes.add(purpose);
                    if (method == null && entry.isObject()) {
                        method = entry;
                    }
                }
            }
        }
        if (method == null) {
            return Optional.empty();
        }
        String key = multikey(method);
        String controller = method.path("controller").textValue();
        if (key == null || !did.equals(controller)) {
            return Optional.empty();
        }
        return Optional.of(new VerificationMethod(id, controller, key, purposes, revoked(method)));
    }

    private static @Nullable JsonNode find(JsonNode methods, String did, String id) {
        for (JsonNode method : methods) {
            if (id.equals(absolute(did, method.path("id").textValue()))) {
                return method;
            }
        }
        return null;
    }

    private static @Nullable String absolute(String did, @Nullable String id) {
        return id != null && id.startsWith("#") ? did + id : id;
    }

    private static @Nullable String multikey(JsonNode method) {
        String multibase = method.path("publicKeyMultibase").textValue();
        if (multibase != null) {
            return multibase;
        }
        try {
            String base58 = method.path("publicKeyBase58").textValue();
            if (base58 != null
                    && "Ed25519VerificationKey2018".equals(method.path("type").textValue())) {
                return Multikey.encodePublicKey(Base58.decode(base58));
            }
            JsonNode jwk = method.path("publicKeyJwk");
            if ("OKP".equals(jwk.path("kty").textValue())
                    && "Ed25519".equals(jwk.path("crv").textValue())
                    && jwk.path("x").isTextual()) {
                return Multikey.encodePublicKey(
                        Base64.getUrlDecoder().decode(jwk.path("x").textValue()));
            }
        } catch (IllegalArgumentException e) {
            return null;
        }
        return null;
    }

    /** An unreadable date counts as revoked for ever: a key in doubt is no key. */
    private static @Nullable Instant revoked(JsonNode method) {
        JsonNode revoked = method.get("revoked");
        if (revoked == null || revoked.isNull()) {
            return null;
        }
        return DateTimeStamp.parse(revoked.asText())
                .map(DateTimeStamp::toInstant)
                .orElse(Instant.EPOCH);
    }
}
