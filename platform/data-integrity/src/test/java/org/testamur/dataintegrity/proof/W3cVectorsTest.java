package org.testamur.dataintegrity.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.bundled.Pinned;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;

class W3cVectorsTest {

    private static final Ed25519.Key KEY = Vectors.ED25519.fromSeed(Multikey.decodeSeed(
            Vectors.json("w3c/keyPair.json").get("privateKeyMultibase").textValue()));

    @ParameterizedTest
    @CsvSource({"w3c/unsigned.json, w3c/eddsa-rdfc-2022/", "w3c/employmentAuth.json, w3c/eddsa-rdfc-2022/employ/"})
    void everyStepOfEddsaRdfc2022IsThatOfTheSpecification(String unsigned, String folder) {
        ObjectNode document = Vectors.json(unsigned);
        ObjectNode configuration = Vectors.json(folder + "proofConfigDataInt.json");

        String canonicalDocument = Vectors.CANONICALIZER.canonicalize(document);
        assertThat(canonicalDocument).isEqualTo(Vectors.text(folder + "canonDocDataInt.txt"));
        assertThat(hex(Vectors.CANONICALIZER.hash(document))).isEqualTo(Vectors.text(folder + "docHashDataInt.txt"));

        String canonicalProof = Vectors.CANONICALIZER.canonicalize(configuration);
        assertThat(canonicalProof).isEqualTo(Vectors.text(folder + "proofCanonDataInt.txt"));
        assertThat(hex(Pinned.sha256(canonicalProof.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(Vectors.text(folder + "proofHashDataInt.txt"));

        byte[] combined = EddsaRdfc2022.hashData(canonicalProof, canonicalDocument);
        assertThat(hex(combined)).isEqualTo(Vectors.text(folder + "combinedHashDataInt.txt"));

        byte[] signature = KEY.sign(combined);
        assertThat(hex(signature)).isEqualTo(Vectors.text(folder + "sigHexDataInt.txt"));
        assertThat(EddsaRdfc2022.encode(signature)).isEqualTo(Vectors.text(folder + "sigBTC58DataInt.txt"));

        ObjectNode published = Vectors.json(folder + "signedDataInt.json");
        ObjectNode proof = (ObjectNode) published.get("proof");
        ObjectNode signed = Vectors.SUITE.sign(
                document,
                ProofOptions.assertion(
                        proof.get("verificationMethod").textValue(),
                        Instant.parse(proof.get("created").textValue())),
                KEY);
        assertThat(signed.toPrettyString()).isEqualTo(published.toPrettyString());
        assertThat(Vectors.verify(published)).isInstanceOf(Verification.Valid.class);
    }

    @Test
    void ed25519Signature2020OfOlderBadgesVerifies() {
        ObjectNode published = Vectors.json("w3c/Ed25519Signature2020/signedEdSig.json");
        assertThat(Vectors.verify(published)).isInstanceOf(Verification.Valid.class);
        assertThat(Vectors.verify(published.put("name", "Doctor"))).isInstanceOf(Verification.Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"signedProofSet1", "signedProofSet2", "signedProofChain1", "signedProofChain2"})
    void everyProofOfASetOrChainIsVerified(String name) {
        ObjectNode document = Vectors.json("w3c/proof-set-chain/" + name + ".json");
        boolean single = document.get("proof").isObject();
        int proofs = single ? 1 : document.get("proof").size();
        assertThat(Vectors.verify(document))
                .isInstanceOfSatisfying(
                        Verification.Valid.class,
                        valid -> assertThat(valid.proofs()).hasSize(proofs));
        ((ObjectNode) (single ? document.get("proof") : document.get("proof").get(proofs - 1)))
                .put("created", "2023-02-26T22:16:39Z");
        assertThat(Vectors.verify(document)).isInstanceOf(Verification.Invalid.class);
    }

    @Test
    void aChainWithoutItsFirstLinkIsRefused() {
        ObjectNode document = Vectors.json("w3c/proof-set-chain/signedProofChain1.json");
        ((ArrayNode) document.get("proof")).remove(0);
        assertThat(Vectors.verify(document))
                .isInstanceOfSatisfying(
                        Verification.Invalid.class,
                        invalid -> assertThat(invalid.reason()).isEqualTo(Verification.Reason.PREVIOUS_PROOF_MISSING));
    }

    @ParameterizedTest
    @CsvSource({
        "1edtech/impl-guide-ob-signed-credential.json, 1edtech/test-vectors/obv3p0/",
        "1edtech/impl-guide-clr-signed-credential.json, 1edtech/test-vectors/clrv2p0/"
    })
    void theSignedExamplesOf1EdTechVerify(String name, String folder) {
        ObjectNode document = Vectors.json(name);
        Verification verification = Vectors.VERIFIER.verify(document, Vectors::byFragment, Expectation.assertion());
        assertThat(verification).isInstanceOf(Verification.Valid.class);
        assertThat(lines(Vectors.CANONICALIZER.canonicalize(EddsaRdfc2022.withoutProof(document))))
                .containsExactly(lines(Vectors.text(folder + "document-canon.txt")));
    }

    private static String[] lines(String text) {
        return Arrays.stream(text.split("\n", -1))
                .filter(line -> !line.isBlank())
                .toArray(String[]::new);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
