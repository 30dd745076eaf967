package org.testamur.dataintegrity.key;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Implements Ed25519 by a provider of the Java Cryptography Architecture. */
final class ProvidedEd25519 implements Ed25519 {
    private static final String ALGORITHM = "Ed25519";
    private static final byte[] PKCS8_HEADER = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] X509_HEADER = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int KNOWN_KEYS = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The points whose order divides 8, in all encodings, the bit of the sign left out. */
    private static final Set<String> SMALL_ORDER = Set.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");

    static final ProvidedEd25519 JDK = new ProvidedEd25519(jdk(), "It is the JDK's own, available everywhere.");
    static final ProvidedEd25519 FASTEST = fastestProvider();

    private final Provider provider;
    private final String reason;
    private final Map<RawKey, Signatures> known = new ConcurrentHashMap<>();

    private ProvidedEd25519(Provider provider, String reason) {
        this.provider = provider;
        this.reason = reason;
    }

    private static Provider jdk() {
        Provider provider = Security.getProvider("SunEC");
        if (provider == null) {
            throw new IllegalStateException("This Java runtime has no SunEC provider");
        }
        return provider;
    }

    /** Found by name, so that the library works without it. */
    private static ProvidedEd25519 fastestProvider() {
        try {
            Class<?> type = Class.forName("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
            Object instance = type.getField("INSTANCE").get(null);
            Object failure = type.getMethod("getLoadingError").invoke(instance);
            if (failure != null || !(instance instanceof Provider corretto)) {
                return jdkBecause(
                        "the native library of the Amazon Corretto Crypto Provider does not load: " + failure);
            }
            ProvidedEd25519 candidate =
                    new ProvidedEd25519(corretto, "Its native library loads, and it signs as the JDK does.");
            return candidate.agreesWith(JDK)
                    ? candidate
                    : jdkBecause("the Amazon Corretto Crypto Provider does not sign as the JDK does");
        } catch (ClassNotFoundException e) {
            return jdkBecause("there is no Amazon Corretto Crypto Provider");
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            return jdkBecause("the Amazon Corretto Crypto Provider cannot be used: " + e);
        }
    }

    private static ProvidedEd25519 jdkBecause(String reason) {
        return new ProvidedEd25519(jdk(), "It is the JDK's own: " + reason + ".");
    }

    private boolean agreesWith(ProvidedEd25519 reference) {
        try {
            byte[] seed = new byte[32];
            byte[] message = {1, 2, 3};
            byte[] signature = fromSeed(seed).sign(message);
            Key key = reference.fromSeed(seed);
            return Arrays.equals(signature, key.sign(message)) && verify(key.publicKey(), message, signature);
        } catch (RuntimeException | LinkageError e) {
            return false;
        }
    }

    @Override
    public String provider() {
        return provider.getName();
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public Key generate() {
        byte[] seed = new byte[32];
        RANDOM.nextBytes(seed);
        return fromSeed(seed);
    }

    @Override
    public Key fromSeed(byte[] seed) {
        if (seed.length != 32) {
            throw new IllegalArgumentException("An Ed25519 seed has 32 bytes, not " + seed.length);
        }
        try {
            PrivateKey privateKey = KeyFactory.getInstance(ALGORITHM, jdk())
                    .generatePrivate(new PKCS8EncodedKeySpec(concat(PKCS8_HEADER, seed)));
            return new SeededKey(signers(privateKey), seed.clone(), publicKey(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 key cannot be made", e);
        }
    }

    /** The JDK derives a public key only while generating a pair, so it is made to draw the seed. */
    private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM, jdk());
        generator.initialize(NamedParameterSpec.ED25519, new Drawn(seed));
        byte[] encoded = generator.generateKeyPair().getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, X509_HEADER.length, encoded.length);
    }

    @Override
    public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
        if (publicKey.length != 32 || signature.length != 64) {
            return false;
        }
        try {
            return verifiers(publicKey).use(verifier -> {
                verifier.update(message);
                return verifier.verify(signature);
            });
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Signatures verifiers(byte[] raw) throws GeneralSecurityException {
        RawKey key = new RawKey(raw.clone());
        Signatures found = known.get(key);
        if (found == null) {
            if (isOfSmallOrder(raw)) {
                throw new InvalidKeyException("Ed25519 key of small order");
            }
            PublicKey decoded = KeyFactory.getInstance(ALGORITHM, jdk())
                    .generatePublic(new X509EncodedKeySpec(concat(X509_HEADER, raw)));
            found = new Signatures(() -> {
                Signature verifier = Signature.getInstance(ALGORITHM, provider);
                verifier.initVerify(decoded);
                return verifier;
            });
            if (known.size() >= KNOWN_KEYS) {
                known.clear();
            }
            known.put(key, found);
        }
        return found;
    }

    /** Under such a key, whose secret nobody needs, one signature matches many messages or all (RFC 8032, section 5.1.7). */
    private static boolean isOfSmallOrder(byte[] raw) {
        byte[] y = raw.clone();
        y[31] &= 0x7F;
        return SMALL_ORDER.contains(HexFormat.of().formatHex(y));
    }

    private Signatures signers(PrivateKey key) {
        return new Signatures(() -> {
            Signature signer = Signature.getInstance(ALGORITHM, provider);
            signer.initSign(key);
            return signer;
        });
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    private static final class SeededKey implements Key {
        private final Signatures signers;
        private final byte[] seed;
        private final byte[] publicKey;

        SeededKey(Signatures signers, byte[] seed, byte[] publicKey) {
            this.signers = signers;
            this.seed = seed;
            this.publicKey = publicKey;
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                return signers.use(signer -> {
                    signer.update(message);
                    return signer.sign();
                });
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Signing failed", e);
            }
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        @Override
        public byte[] seed() {
            return seed.clone();
        }

        @Override
        public String toString() {
            return "Ed25519 key " + Multikey.encodePublicKey(publicKey);
        }
    }

    private static final class RawKey {
        private final byte[] bytes;

        RawKey(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof RawKey key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    /** A source of randomness that has already been drawn from. */
    private static final class Drawn extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Drawn(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
