package org.testamur.issuance.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.did.DidDocument;
import org.testamur.dataintegrity.did.VerificationMethod;

/** Reads keys out of issuers' DID documents, as a verifier would, and remembers what it read. */
@ApplicationScoped
public class PublishedKeys {

    private static final int REMEMBERED = 1024;

    private final JsonMapper mapper = new JsonMapper();
    private final Map<String, CachedDocument> read = new ConcurrentHashMap<>();

    private record CachedDocument(String document, Optional<VerificationMethod> method) {}

    /** The key as the document shows it; empty when it does not. */
    public Optional<VerificationMethod> find(String issuerId, @Nullable String didDocument, String keyId) {
        if (didDocument == null) {
            return Optional.empty();
        }
        CachedDocument known = read.get(keyId);
        if (known == null || !known.document().equals(didDocument)) {
            known = new CachedDocument(didDocument, method(issuerId, didDocument, keyId));
            if (read.size() >= REMEMBERED) {
                read.clear();
            }
            read.put(keyId, known);
        }
        return known.method();
    }

    private Optional<VerificationMethod> method(String issuerId, String didDocument, String keyId) {
        try {
            return DidDocument.verificationMethod(issuerId, mapper.readTree(didDocument), keyId);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
