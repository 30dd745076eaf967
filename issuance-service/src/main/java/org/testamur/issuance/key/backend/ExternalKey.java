package org.testamur.issuance.key.backend;

import java.util.List;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.platform.problem.TemporarilyUnavailable;

/** Signs with a key of {@link ExternalKeys}, and verifies each signature before it is used. */
public final class ExternalKey implements Signer {

    private static final Ed25519 ED25519 = Ed25519.fastest();

    private final ExternalKeys place;
    private final String label;
    private final byte[] publicKey;

    private ExternalKey(ExternalKeys place, String label, byte[] publicKey) {
        this.place = place;
        this.label = label;
        this.publicKey = publicKey;
    }

    /** The key of a row, once it has shown that it is the published one. */
    public static ExternalKey open(ExternalKeys place, SigningBackend.StoredKey kept)
            throws SigningBackend.UnusableKeyException {
        String label = kept.reference();
        if (label == null) {
            throw new SigningBackend.UnusableKeyException("its row names no key " + place.within());
        }
        byte[] publicKey = Multikey.decodePublicKey(kept.publicKeyMultibase());
        try {
            if (!signsFor(place, label, publicKey)) {
                throw new SigningBackend.UnusableKeyException(
                        "the key " + label + " " + place.within() + " is another than the published one");
            }
        } catch (ExternalKeys.NoSuchKeyException e) {
            throw new SigningBackend.UnusableKeyException(String.valueOf(e.getMessage()), e);
        }
        return new ExternalKey(place, label, publicKey);
    }

    private static boolean signsFor(ExternalKeys place, String label, byte[] publicKey)
            throws ExternalKeys.NoSuchKeyException {
        return ED25519.verify(
                publicKey,
                SigningProbe.MESSAGE,
                place.sign(label, List.of(SigningProbe.MESSAGE)).getFirst());
    }

    @Override
    public byte[] sign(byte[] message) {
        return signAll(List.of(message)).getFirst();
    }

    @Override
    public List<byte[]> signAll(List<byte[]> messages) {
        List<byte[]> signatures;
        try {
            signatures = place.sign(label, messages);
        } catch (ExternalKeys.NoSuchKeyException e) {
            throw new TemporarilyUnavailable(String.valueOf(e.getMessage()), e);
        }
        for (int i = 0; i < signatures.size(); i++) {
            if (!ED25519.verify(publicKey, messages.get(i), signatures.get(i))) {
                throw new TemporarilyUnavailable(
                        place.called() + " gave a signature that does not verify, by " + label);
            }
        }
        return signatures;
    }
}
