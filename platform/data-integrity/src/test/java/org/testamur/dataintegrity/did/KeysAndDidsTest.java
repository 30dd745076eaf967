package org.testamur.dataintegrity.did;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.jsonld.DocumentLint;
import org.testamur.dataintegrity.key.Base58;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.Vectors;

class KeysAndDidsTest {

    @Test
    void theFastProviderIsUsedWhereItLoads() {
        boolean supported = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assertThat(Ed25519.fastest().provider()).isEqualTo(supported ? "AmazonCorrettoCryptoProvider" : "SunEC");
        assertThat(Ed25519.ofJdk().provider()).isEqualTo("SunEC");
        assertThat(Ed25519.fastest().reason()).contains(supported ? "native library loads" : "the JDK's own");
    }

    @Property(tries = 50)
    void allProvidersAgree(@ForAll @Size(32) byte[] seed, @ForAll byte[] message) {
        Ed25519.Key fast = Ed25519.fastest().fromSeed(seed);
        Ed25519.Key plain = Ed25519.ofJdk().fromSeed(seed);
        assertThat(fast.publicKey()).isEqualTo(plain.publicKey());
        byte[] signature = fast.sign(message);
        assertThat(signature).isEqualTo(plain.sign(message));
        assertThat(Ed25519.fastest().verify(plain.publicKey(), message, signature))
                .isTrue();
        assertThat(Ed25519.ofJdk().verify(fast.publicKey(), message, signature)).isTrue();
        signature[5] ^= 1;
        assertThat(Ed25519.fastest().verify(plain.publicKey(), message, signature))
                .isFalse();
        assertThat(Ed25519.ofJdk().verify(plain.publicKey(), message, signature))
                .isFalse();
    }

    @Test
    void malformedKeysAndSignaturesAreNoInsteadOfAnError() {
        for (Ed25519 provider : List.of(Ed25519.fastest(), Ed25519.ofJdk())) {
            assertThat(provider.verify(new byte[31], new byte[1], new byte[64])).isFalse();
            assertThat(provider.verify(new byte[32], new byte[1], new byte[63])).isFalse();
            byte[] noPoint = new byte[32];
            java.util.Arrays.fill(noPoint, (byte) 0xFF);
            assertThat(provider.verify(noPoint, new byte[1], new byte[64])).isFalse();
        }
    }

    /** Under a key that is a point of small order, whoever has no secret makes signatures that match. */
    @Test
    void keysOfSmallOrderVerifyNothing() {
        List<byte[]> points = new ArrayList<>();
        for (String y : List.of(
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")) {
            byte[] point = HexFormat.of().parseHex(y);
            points.add(point);
            byte[] mirrored = point.clone();
            mirrored[31] |= (byte) 0x80;
            points.add(mirrored);
        }
        for (Ed25519 provider : List.of(Ed25519.fastest(), Ed25519.ofJdk())) {
            int matching = 0;
            for (byte[] key : points) {
                for (byte[] point : points) {
                    for (byte message = 0; message < 16; message++) {
                        byte[] signature = Arrays.copyOf(point, 64);
                        matching += provider.verify(key, new byte[] {message}, signature) ? 1 : 0;
                    }
                }
            }
            assertThat(matching).isZero();
        }
    }

    @Test
    void generatedKeysDifferAndNeverShowTheirSeed() {
        Ed25519.Key key = Ed25519.fastest().generate();
        assertThat(Ed25519.fastest().generate().seed()).isNotEqualTo(key.seed());
        assertThat(key.toString()).doesNotContain(Multikey.encodeSeed(key.seed()));
    }

    @Property
    void base58RoundTrips(@ForAll byte[] bytes) {
        if (bytes.length < 700) {
            assertThat(Base58.decode(Base58.encode(bytes))).isEqualTo(bytes);
        }
    }

    @Property
    void multikeysRoundTrip(@ForAll @Size(32) byte[] key) {
        String multikey = Multikey.encodePublicKey(key);
        assertThat(multikey).startsWith("z6Mk").hasSize(48);
        assertThat(Multikey.decodePublicKey(multikey)).isEqualTo(key);
        assertThat(Multikey.encodeSeed(key)).startsWith("z3u2");
    }

    @Test
    void otherKeysAreToldFromNonsense() {
        assertThatThrownBy(() -> Multikey.decodePublicKey("zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76"))
                .isInstanceOf(Multikey.WrongKeyTypeException.class);
        assertThatThrownBy(() -> Multikey.decodePublicKey("u7QEx"))
                .isInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(Multikey.WrongKeyTypeException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "did:web:w3c-ccg.github.io, https://w3c-ccg.github.io/.well-known/did.json",
        "did:web:example.edu:issuers:42, https://example.edu/issuers/42/did.json",
        "did:web:example.edu%3A3000:user:alice, https://example.edu:3000/user/alice/did.json",
        "did:web:localhost%3A8443, https://localhost:8443/.well-known/did.json"
    })
    void didWebAndItsUrlGiveEachOther(String did, String url) {
        assertThat(DidWeb.documentUrl(did)).isEqualTo(URI.create(url));
        assertThat(DidWeb.fromUrl(URI.create(url))).isEqualTo(did);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "did:web:",
                "did:web:ex ample",
                "did:web:user@host",
                "did:web:example.edu:..:admin",
                "did:web:example.edu:%2e%2e:admin",
                "did:web:example.edu:a%2Fb",
                "did:web:example.edu/x",
                "did:web:example.edu::x",
                "did:web:example.edu?x",
                "did:web:example.edu%3Aabc",
                "did:key:z6Mk"
            })
    void aDidThatWouldLeadElsewhereIsRefused(String did) {
        assertThatThrownBy(() -> DidWeb.documentUrl(did)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oldKeysStayInTheDocumentAndAreReadBack() {
        String did = "did:web:example.edu:issuers:42";
        String multikey = Multikey.encodePublicKey(Vectors.KEY.publicKey());
        VerificationMethod current =
                new VerificationMethod(did + "#key-2", did, multikey, Set.of("assertionMethod"), null);
        VerificationMethod old = new VerificationMethod(
                did + "#key-1", did, multikey, Set.of("assertionMethod"), Instant.parse("2026-01-01T00:00:00Z"));
        VerificationMethod retired = new VerificationMethod(did + "#key-0", did, multikey, Set.of(), null);
        ObjectNode document = DidDocument.of(did, List.of(current, old, retired));
        assertThat(new DocumentLint(Vectors.CANONICALIZER).check(document)).isEmpty();
        for (VerificationMethod key : List.of(current, old, retired)) {
            assertThat(DidDocument.verificationMethod(did, document, key.id())).contains(key);
        }
        assertThat(DidDocument.verificationMethod(did, document, did + "#key-9"))
                .isEmpty();
        assertThat(DidDocument.verificationMethod("did:web:thief.example", document, current.id()))
                .isEmpty();
    }

    @Test
    void keysOfOtherFormsAreRead() {
        ObjectNode document = Vectors.parse("""
                {"id": "did:example:1",
                 "verificationMethod": [{"id": "#jwk", "type": "JsonWebKey", "controller": "did:example:1",
                   "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}],
                 "assertionMethod": ["#jwk", {"id": "did:example:1#e", "type": "Ed25519VerificationKey2020",
                   "controller": "did:example:1", "publicKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"}]}""");
        assertThat(DidDocument.verificationMethod("did:example:1", document, "did:example:1#jwk"))
                .hasValueSatisfying(key -> assertThat(key.publicKeyMultibase()).startsWith("z6Mk"));
        assertThat(DidDocument.verificationMethod("did:example:1", document, "did:example:1#e"))
                .hasValueSatisfying(key -> assertThat(key.purposes()).containsExactly("assertionMethod"));
    }

    @Test
    void didKeyStandsForItself() {
        String id = DidKey.verificationMethodId(Vectors.DID);
        assertThat(DidKey.resolve(id)).hasValueSatisfying(key -> {
            assertThat(key.controller()).isEqualTo(Vectors.DID);
            assertThat(Multikey.decodePublicKey(key.publicKeyMultibase())).isEqualTo(Vectors.KEY.publicKey());
        });
        assertThat(DidKey.resolve(Vectors.DID + "#other")).isEmpty();
        assertThat(DidKey.resolve("did:web:example.edu")).isEmpty();
    }
}
