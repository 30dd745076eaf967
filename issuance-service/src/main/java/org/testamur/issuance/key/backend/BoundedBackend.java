package org.testamur.issuance.key.backend;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.platform.problem.TemporarilyUnavailable;

/** Calls an external backend on threads of its own and with a timeout. */
public final class BoundedBackend implements SigningBackend {

    private final SigningBackend backend;
    private final BackendThreads threads;
    private final KeyCalls itself;
    private final Map<String, KeyCalls> keys = new ConcurrentHashMap<>();

    private BoundedBackend(SigningBackend backend, BackendThreads threads) {
        this.backend = backend;
        this.threads = threads;
        this.itself = new KeyCalls(threads, "the signing backend " + backend.name());
    }

    /** The backend itself where its calls are computing and nothing else. */
    public static SigningBackend of(SigningBackend backend, ElsewhereConfig config, MeterRegistry metrics) {
        return backend.elsewhere()
                ? new BoundedBackend(backend, new BackendThreads(backend.name(), config, metrics))
                : backend;
    }

    @Override
    public String name() {
        return backend.name();
    }

    @Override
    public NewKey create(KeyNaming naming) {
        return itself.call(() -> backend.create(naming), backend::fault);
    }

    private sealed interface Opened {}

    private record Usable(Signer signer) implements Opened {}

    private record FailedOpening(UnusableKeyException fault) implements Opened {}

    @Override
    public Signer open(StoredKey key) throws UnusableKeyException {
        KeyCalls calls =
                keys.computeIfAbsent(key.keyId(), id -> new KeyCalls(threads, "the key " + id + " in " + name()));
        return switch (calls.call(() -> opened(key), () -> opened(key))) {
            case Usable(Signer signer) -> new Bounded(signer, calls);
            case FailedOpening(UnusableKeyException fault) -> throw fault;
        };
    }

    private Opened opened(StoredKey key) {
        try {
            return new Usable(backend.open(key));
        } catch (UnusableKeyException e) {
            return new FailedOpening(e);
        }
    }

    @Override
    public Optional<String> fault() {
        try {
            return itself.call(backend::fault, backend::fault);
        } catch (TemporarilyUnavailable e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private record Bounded(Signer signer, KeyCalls calls) implements Signer {

        @Override
        public byte[] sign(byte[] message) {
            return calls.call(() -> signer.sign(message), () -> signer.sign(SigningProbe.MESSAGE));
        }

        @Override
        public List<byte[]> signAll(List<byte[]> messages) {
            return calls.call(() -> signer.signAll(messages), () -> signer.sign(SigningProbe.MESSAGE));
        }
    }
}
