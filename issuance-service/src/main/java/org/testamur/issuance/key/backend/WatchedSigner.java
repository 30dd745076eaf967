package org.testamur.issuance.key.backend;

import java.util.List;
import java.util.function.Supplier;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.platform.problem.TemporarilyUnavailable;

/** Knows whether its signer could sign when it was last asked, so that readiness tells and nothing is prepared in vain. */
public final class WatchedSigner implements Signer {

    private final Signer signer;
    private volatile boolean failed;

    public WatchedSigner(Signer signer) {
        this.signer = signer;
    }

    /** Asks for a signature that nobody uses if the last could not be had; throws as the signer does. */
    public void tryAfterFault(byte[] trial) {
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
