package org.testamur.enrolment.learner.did;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.LintException;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;

/** Somebody with a key of their own, as a wallet would sign for them. */
public final class Holder {

    private static final EddsaRdfc2022 SUITE = new EddsaRdfc2022(new Canonicalizer(PinnedDocuments.bundled()));

    private final Ed25519.Key key;

    public Holder(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        key = Ed25519.ofJdk().fromSeed(seed);
    }

    public String did() {
        return DidKey.of(key.publicKey());
    }

    String method() {
        return DidKey.verificationMethodId(did());
    }

    public ObjectNode presentation(String challenge, String domain) {
        return signed(presentation -> {}, challenge, domain, "authentication");
    }

    ObjectNode signed(Consumer<ObjectNode> change, String challenge, String domain, String purpose) {
        ObjectNode presentation = JsonNodeFactory.instance.objectNode();
        presentation.putArray("@context").add("https://www.w3.org/ns/credentials/v2");
        presentation.putArray("type").add("VerifiablePresentation");
        presentation.put("holder", did());
        change.accept(presentation);
        try {
            return SUITE.sign(
                    presentation,
                    new ProofOptions(method(), Instant.parse("2026-11-20T09:01:12Z"), purpose, null, domain, challenge),
                    key);
        } catch (LintException e) {
            throw new IllegalStateException(e);
        }
    }
}
