package org.testamur.bench.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.did.VerificationMethods;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;

/** The one key and the documents that every figure in process is taken with, on both sides. */
record Signing(
        Canonicalizer canonicalizer,
        EddsaRdfc2022 suite,
        Ed25519 ed25519,
        Ed25519.Key key,
        String did,
        List<ObjectNode> badges,
        List<ObjectNode> signed)
        implements VerificationMethods {

    /** Known to everybody: it signs nothing but what is measured. */
    static final String SEED = "5eed".repeat(16);

    static Signing prepare() {
        Canonicalizer canonicalizer = new Canonicalizer(PinnedDocuments.bundled());
        EddsaRdfc2022 suite = new EddsaRdfc2022(canonicalizer);
        Ed25519 ed25519 = Ed25519.fastest();
        Ed25519.Key key = ed25519.fromSeed(HexFormat.of().parseHex(SEED));
        String did = "did:key:" + Multikey.encodePublicKey(key.publicKey());
        List<ObjectNode> badges = Badges.by(did).many();
        Instant created = Instant.parse("2026-11-20T10:15:00Z");
        List<ObjectNode> signed = badges.stream()
                .map(badge -> suite.sign(badge, ProofOptions.assertion(method(did), created), key))
                .toList();
        return new Signing(canonicalizer, suite, ed25519, key, did, badges, signed);
    }

    ProofOptions options(Instant created) {
        return ProofOptions.assertion(method(did), created);
    }

    @Override
    public Optional<VerificationMethod> resolve(String verificationMethod) {
        return verificationMethod.equals(method(did))
                ? Optional.of(new VerificationMethod(
                        method(did), did, Multikey.encodePublicKey(key.publicKey()), Set.of("assertionMethod"), null))
                : Optional.empty();
    }

    private static String method(String did) {
        return did + "#" + did.substring("did:key:".length());
    }
}
