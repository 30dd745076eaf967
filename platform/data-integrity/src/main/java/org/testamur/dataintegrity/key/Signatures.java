package org.testamur.dataintegrity.key;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Keeps initialised signature objects of one key for reuse: creating one costs half as much as a signature. Each is
 * used by one thread at a time.
 */
final class Signatures {
    /** As many as there are processors to use them, about; a power of two. */
    private static final int KEPT =
            Integer.highestOneBit(Math.clamp(Runtime.getRuntime().availableProcessors() * 2L, 2, 64));

    private final AtomicReferenceArray<@Nullable Signature> idle = new AtomicReferenceArray<>(KEPT);
    private final Maker maker;

    Signatures(Maker maker) {
        this.maker = maker;
    }

    /** Makes an object that is initialised with the key. */
    @FunctionalInterface
    interface Maker {
        Signature make() throws GeneralSecurityException;
    }

    /** What to do with the object; afterwards it is as initialised. */
    @FunctionalInterface
    interface Use<T> {
        T of(Signature signature) throws GeneralSecurityException;
    }

    <T> T use(Use<T> use) throws GeneralSecurityException {
        int place = (int) Thread.currentThread().threadId() & (KEPT - 1);
        Signature signature = idle.getAndSet(place, null);
        if (signature == null) {
            signature = maker.make();
        }
        // After an exception it is dropped: its state is not known.
        T result = use.of(signature);
        idle.set(place, signature);
        return result;
    }
}
