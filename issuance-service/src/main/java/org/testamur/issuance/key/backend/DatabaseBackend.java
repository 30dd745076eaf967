package org.testamur.issuance.key.backend;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.dataintegrity.proof.Envelope;
import org.testamur.issuance.key.KeyNaming;

/** Keys in this service's database, each in an envelope, so that any number of instances sign. */
@ApplicationScoped
public class DatabaseBackend implements SigningBackend {

    public static final String NAME = "database";

    private final KeyEncryptionKeys keyEncryptionKeys;
    private final Ed25519 ed25519 = Ed25519.fastest();

    public DatabaseBackend(KeyEncryptionKeys keyEncryptionKeys) {
        this.keyEncryptionKeys = keyEncryptionKeys;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean elsewhere() {
        return false;
    }

    @Override
    public NewKey create(KeyNaming naming) {
        Ed25519.Key key = ed25519.generate();
        byte[] seed = key.seed();
        try {
            return new NewKey(key.publicKey(), null, keyEncryptionKeys.seal(seed, naming.id(key.publicKey())));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    @Override
    public Signer open(StoredKey kept) throws UnusableKeyException {
        SealedSeed sealed = kept.sealed();
        if (sealed == null) {
            throw new UnusableKeyException("its row holds no seed");
        }
        byte[] seed;
        try {
            seed = keyEncryptionKeys.open(sealed, kept.keyId());
        } catch (Envelope.UnopenableException e) {
            throw new UnusableKeyException(
                    sealed.wrappedBy() == null
                            ? "no key-encryption key opens it"
                            : "the key-encryption key " + sealed.wrappedBy() + " wrapped it",
                    e);
        }
        try {
            Ed25519.Key key = ed25519.fromSeed(seed);
            if (!Multikey.encodePublicKey(key.publicKey()).equals(kept.publicKeyMultibase())) {
                throw new UnusableKeyException("the published key belongs to another seed");
            }
            return key;
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }
}
