package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;

/**
 * Holds a proof without its signature, hashed and written once for several documents. These have the same contexts and
 * are signed by the same key in the same second.
 */
public final class ProofConfiguration {
    private final byte[] hash;
    private final byte[] head;

    private ProofConfiguration(byte[] hash, byte[] head) {
        this.hash = hash;
        this.head = head;
    }

    /** The configuration for documents with this {@code @context}. */
    public static ProofConfiguration of(@Nullable JsonNode context, ProofOptions options, Canonicalizer canonicalizer) {
        ObjectNode configuration = EddsaRdfc2022.proofConfiguration(options);
        byte[] hash = canonicalizer.hash(EddsaRdfc2022.inContext(configuration, context));
        return new ProofConfiguration(hash, head(configuration));
    }

    static ProofConfiguration of(byte[] hash, ObjectNode configuration) {
        return new ProofConfiguration(hash, head(configuration));
    }

    private static byte[] head(ObjectNode configuration) {
        String text = TemplateText.write(configuration);
        return (",\"proof\":" + text.substring(0, text.length() - 1) + ",\"proofValue\":\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What is signed: the hash of this, then that of the document. */
    byte[] hashData(byte[] documentHash) {
        return EddsaRdfc2022.hashData(hash, documentHash);
    }

    /** From the comma before the member {@code proof} to the quote before the signature. */
    byte[] head() {
        return head;
    }
}
