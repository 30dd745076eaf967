package org.testamur.issuance.signing;

import java.util.List;
import java.util.function.Supplier;
import org.testamur.dataintegrity.Signer;
import org.testamur.platform.consumer.TemporarilyUnavailable;

/** Knows whether its signer could sign when it was last asked, so that readiness tells and nothing is prepared in vain. */
final class WatchedSigner implements Signer {

    private final Signer signer;
    private volatile boolean failed;

    WatchedSigner(Signer signer) {
        this.signer = signer;
    }

    /** Asks for a signature that nobody uses if the last could not be had; throws as the signer does. */
    void tryAfterFault(byte[] trial) {
        if (failed) {
            sign(trial);
        }
    }

    @Override
    public byte[] sign(byte[] message) {
        return watched(() -> signer.sign(message));
    }

    @Override
    public List<byte[]> signAll(List<byte[]> messages) {
        return watched(() -> signer.signAll(messages));
    }

    private <T> T watched(Supplier<T> work) {
        try {
            T signed = work.get();
            failed = false;
            return signed;
        } catch (TemporarilyUnavailable e) {
            failed = true;
            throw e;
        }
    }
}
