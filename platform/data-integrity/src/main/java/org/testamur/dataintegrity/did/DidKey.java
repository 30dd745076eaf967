package org.testamur.dataintegrity.did;

import java.util.Optional;
import java.util.Set;
import org.testamur.dataintegrity.key.Multikey;

/**
 * Reads and writes {@code did:key} identifiers of Ed25519 keys. The identifier contains the key, so resolving it needs
 * no look-up.
 */
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

    /**
     * The key that a verification method's URL stands for; empty for anything but a {@code did:key}, and for the bare DID,
     * which names a document and no key (Controlled Identifiers 1.0, 2.2).
     */
    public static Optional<VerificationMethod> resolve(String id) {
        int hash = id.indexOf('#');
        if (hash < 0 || !isDid(id.substring(0, hash))) {
            return Optional.empty();
        }
        String did = id.substring(0, hash);
        String multikey = did.substring(PREFIX.length());
        return id.substring(hash + 1).equals(multikey)
                ? Optional.of(new VerificationMethod(id, did, multikey, PURPOSES, null))
                : Optional.empty();
    }

    /** Whether this is a DID of the method; what kind of key it is, is not looked at. */
    public static boolean isDid(String id) {
        return id.startsWith(PREFIX) && id.length() > PREFIX.length() && id.indexOf('#') < 0;
    }
}
