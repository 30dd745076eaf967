package org.testamur.dataintegrity.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.bundled.Pinned;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.LintException;
import org.testamur.dataintegrity.key.Base58;
import org.testamur.dataintegrity.key.Signer;

/** Signs with the cryptosuite {@code eddsa-rdfc-2022} (Data Integrity EdDSA Cryptosuites 1.0, section 3.2). */
public final class EddsaRdfc2022 {
    /** The name of the cryptosuite in proofs. */
    public static final String CRYPTOSUITE = "eddsa-rdfc-2022";

    static final String PROOF_TYPE = "DataIntegrityProof";

    private final Canonicalizer canonicalizer;

    public EddsaRdfc2022(Canonicalizer canonicalizer) {
        this.canonicalizer = canonicalizer;
    }

    /**
     * A proof for the document as it stands without any proof.
     *
     * @throws LintException when some of the document or of the proof would be left unsigned
     */
    public ObjectNode createProof(ObjectNode document, ProofOptions options, Signer signer) {
        ObjectNode proof = proofConfiguration(options);
        byte[] signature = signer.sign(hashData(canonicalizer, withoutProof(document), proof));
        if (signature.length != 64) {
            throw new IllegalStateException("The signer returned " + signature.length + " bytes, no Ed25519 signature");
        }
        return proof.put("proofValue", encode(signature));
    }

    /**
     * A copy of the document with a new proof in place of any it had. For what will be embedded elsewhere, such as an
     * endorsement, the options bear an id: {@link ProofOptions#nestedAssertion}.
     */
    public ObjectNode sign(ObjectNode document, ProofOptions options, Signer signer) {
        ObjectNode signed = withoutProof(document);
        ObjectNode proof = createProof(signed, options, signer);
        signed.set("proof", proof);
        return signed;
    }

    /** The proof as it is signed: everything but its {@code proofValue}, in the order in which it is shown. */
    public static ObjectNode proofConfiguration(ProofOptions options) {
        ObjectNode proof = JsonNodeFactory.instance.objectNode();
        if (options.id() != null) {
            proof.put("id", options.id());
        }
        proof.put("type", PROOF_TYPE);
        proof.put("cryptosuite", CRYPTOSUITE);
        proof.put("created", timestamp(options.created()));
        Instant expires = options.expires();
        if (expires != null) {
            proof.put("expires", timestamp(expires));
        }
        proof.put("verificationMethod", options.verificationMethod());
        proof.put("proofPurpose", options.proofPurpose());
        if (options.domain() != null) {
            proof.put("domain", options.domain());
        }
        if (options.challenge() != null) {
            proof.put("challenge", options.challenge());
        }
        return proof;
    }

    /** The canonical form of the proof configuration among the document's contexts: the first half of what is signed. */
    public String canonicalProofConfiguration(ObjectNode document, ProofOptions options) {
        return canonicalizer.canonicalize(inContext(proofConfiguration(options), document.get("@context")));
    }

    /** Writes a signature as a {@code proofValue}: Multibase, base58btc. */
    public static String encode(byte[] signature) {
        return "z" + Base58.encode(signature);
    }

    /** What is signed: the hash of the canonical proof configuration, then that of the canonical document. */
    public static byte[] hashData(String canonicalProofConfiguration, String canonicalDocument) {
        return hashData(
                Pinned.sha256(canonicalProofConfiguration.getBytes(StandardCharsets.UTF_8)),
                Pinned.sha256(canonicalDocument.getBytes(StandardCharsets.UTF_8)));
    }

    public static byte[] hashData(byte[] proofHash, byte[] documentHash) {
        byte[] both = Arrays.copyOf(proofHash, proofHash.length + documentHash.length);
        System.arraycopy(documentHash, 0, both, proofHash.length, documentHash.length);
        return both;
    }

    private static byte[] hashData(Canonicalizer canonicalizer, ObjectNode document, ObjectNode proofConfiguration) {
        return hashData(
                canonicalizer.hash(inContext(proofConfiguration, document.get("@context"))),
                canonicalizer.hash(document));
    }

    public static ObjectNode inContext(ObjectNode proof, @Nullable JsonNode context) {
        ObjectNode alone = JsonNodeFactory.instance.objectNode();
        if (context != null) {
            alone.set("@context", context);
        }
        proof.properties().forEach(entry -> {
            if (!entry.getKey().equals("@context") && !entry.getKey().equals("proofValue")) {
                alone.set(entry.getKey(), entry.getValue());
            }
        });
        return alone;
    }

    public static ObjectNode withoutProof(ObjectNode document) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        document.properties().forEach(entry -> {
            if (!entry.getKey().equals("proof")) {
                copy.set(entry.getKey(), entry.getValue());
            }
        });
        return copy;
    }

    private static String timestamp(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
