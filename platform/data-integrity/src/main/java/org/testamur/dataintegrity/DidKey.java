package org.testamur.dataintegrity;

import java.util.Optional;
import java.util.Set;

/** The {@code did:key} method for Ed25519: the key is its own identifier, so nothing has to be looked up. */
public final class DidKey {
    /** What the one key of such a DID may be used for. */
    public static final Set<String> PURPOSES =
            Set.of("assertionMethod", "authentication", "capabilityDelegation", "capabilityInvocation");

    private static final String PREFIX = "did:key:";

    private DidKey() {}

    /** The DID of a raw public key of 32 bytes. */
    public static String of(byte[] publicKey) {
        return PREFIX + Multikey.encodePublicKey(publicKey);
    }

    /** The URL of the one verification method of such a DID. */
    public static String verificationMethodId(String did) {
        return did + "#" + did.substring(PREFIX.length());
    }

    /** The key a verification method's URL (or the bare DID) stands for; empty for anything but {@code did:key}. */
    public static Optional<VerificationMethod> resolve(String id) {
        if (!id.startsWith(PREFIX)) {
            return Optional.empty();
        }
        int hash = id.indexOf('#');
        String did = hash < 0 ? id : id.substring(0, hash);
        String multikey = did.substring(PREFIX.length());
        if (hash >= 0 && !id.substring(hash + 1).equals(multikey)) {
            return Optional.empty();
        }
        return Optional.of(new VerificationMethod(did + "#" + multikey, did, multikey, PURPOSES, null));
    }
}
