package org.testamur.dataintegrity.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;

/** The test vectors by name, and the parts that every test wires alike. */
public final class Vectors {
    public static final ObjectMapper JSON = new ObjectMapper();

    public static final PinnedDocuments DOCUMENTS =
            PinnedDocuments.of("contexts.manifest", "example-contexts.manifest");

    public static final Canonicalizer CANONICALIZER = new Canonicalizer(DOCUMENTS);
    public static final PinnedSchemas SCHEMAS = PinnedSchemas.bundled();
    public static final EddsaRdfc2022 SUITE = new EddsaRdfc2022(CANONICALIZER);
    public static final Ed25519 ED25519 = Ed25519.fastest();
    public static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    public static final ProofVerifier VERIFIER =
            new ProofVerifier(CANONICALIZER, ED25519, Clock.fixed(NOW, ZoneOffset.UTC));
    /** For what other software signed while these tests were written. */
    static final ProofVerifier VERIFIER_OF_TODAY = new ProofVerifier(
            CANONICALIZER, ED25519, Clock.fixed(Instant.parse("2026-12-01T00:00:00Z"), ZoneOffset.UTC));

    public static final Ed25519.Key KEY = ED25519.fromSeed(new byte[] {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
        31, 32
    });
    public static final String DID = DidKey.of(KEY.publicKey());

    private Vectors() {}

    public static String text(String name) {
        try (InputStream in = Vectors.class.getResourceAsStream("/org/testamur/dataintegrity/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException(name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode json(String name) {
        return parse(text(name));
    }

    public static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ObjectNode badge() {
        return json("badge.json");
    }

    public static ObjectNode signed(ObjectNode document) {
        return SUITE.sign(
                document,
                ProofOptions.assertion(DidKey.verificationMethodId(DID), Instant.parse("2026-10-01T08:00:00Z")),
                KEY);
    }

    public static Verification verify(ObjectNode document) {
        return VERIFIER.verify(document, DidKey::resolve, Expectation.assertion());
    }

    /** The key that a verification method's fragment spells out, whoever claims it. */
    static Optional<VerificationMethod> byFragment(String id) {
        int hash = id.indexOf('#');
        return Optional.of(new VerificationMethod(
                id, id.substring(0, hash), id.substring(hash + 1), Set.of("assertionMethod"), null));
    }
}
