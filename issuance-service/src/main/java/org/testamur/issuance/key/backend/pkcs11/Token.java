package org.testamur.issuance.key.backend.pkcs11;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.key.backend.ExternalKeys;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Manages one token and its sessions. An error in one session closes all of them. The next caller finds the token again
 * by its label, so the token may have been unavailable or may be another device with the same keys.
 */
final class Token implements ExternalKeys {

    private static final Logger LOG = Logger.getLogger(Token.class);

    private final Path module;
    private final String label;
    private final Pin pin;
    private final int sessions;
    private final Duration patience;
    private final Duration reopenInterval;
    /** Held for reading while functions of the module run, and for writing while it begins anew. */
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Keys that the token did not have when they were last looked for. */
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    private volatile TokenState state = new Unavailable("it was not opened yet", Long.MIN_VALUE);
    private @Nullable Cryptoki cryptoki;

    Token(Path module, String label, Pin pin, int sessions, Duration patience, Duration reopenInterval) {
        this.module = module;
        this.label = label;
        this.pin = pin;
        this.sessions = sessions;
        this.patience = patience;
        this.reopenInterval = reopenInterval;
    }

    /** Where the PIN comes from, asked whenever the token is opened. */
    interface Pin {

        /** @throws TemporarilyUnavailable when there is none just now */
        byte[] read();
    }

    private sealed interface TokenState {}

    private record Open(Cryptoki cryptoki, BlockingQueue<Long> free, Map<String, Long> keys) implements TokenState {}

    private record Unavailable(String reason, long since) implements TokenState {}

    /** The token refused the PIN, which is not tried again: a few more times would lock it. */
    private record PinRefused(String reason) implements TokenState {}

    private interface Use<T> {
        T on(Open open, long session) throws CryptokiException, NoSuchKeyException;
    }

    /** The raw public half of a new key. */
    byte[] generate(String key, byte[] id) {
        try {
            return with((open, session) -> open.cryptoki().generate(session, key, id));
        } catch (NoSuchKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String called() {
        return "the token";
    }

    @Override
    public String within() {
        return "on the token";
    }

    @Override
    public List<byte[]> sign(String key, List<byte[]> messages) throws NoSuchKeyException {
        return with((open, session) -> {
            long handle = handle(open, session, key);
            List<byte[]> signatures = new ArrayList<>(messages.size());
            for (byte[] message : messages) {
                signatures.add(open.cryptoki().sign(session, handle, message));
            }
            return signatures;
        });
    }

    /** Returns while there is a session with the token, and throws {@link TemporarilyUnavailable} otherwise. */
    void check() {
        opened();
    }

    private long handle(Open open, long session, String key) throws CryptokiException, NoSuchKeyException {
        Long known = open.keys().get(key);
        if (known != null) {
            return known;
        }
        long[] found = open.cryptoki().privateKeys(session, key);
        if (found.length != 1) {
            String reason = "the token " + label + " holds " + (found.length == 0 ? "no key " : "several keys ") + key;
            // A token that lost its storage looks like this as well: it is looked at anew, once, for others sign on it.
            if (missing.add(key)) {
                lose(open, reason);
            }
            throw new NoSuchKeyException(reason);
        }
        missing.remove(key);
        open.keys().put(key, found[0]);
        return found[0];
    }

    private <T> T with(Use<T> use) throws NoSuchKeyException {
        Open open = opened();
        lock.readLock().lock();
        try {
            if (state != open) {
                throw unavailable();
            }
            Long session = open.free().poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (session == null) {
                throw new TemporarilyUnavailable("all " + sessions + " sessions with the token " + label + " are busy");
            }
            try {
                return use.on(open, session);
            } finally {
                open.free().add(session);
            }
        } catch (CryptokiException e) {
            lose(open, String.valueOf(e.getMessage()));
            throw new TemporarilyUnavailable("the token " + label + " does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporarilyUnavailable("interrupted while waiting for a session", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private synchronized void lose(Open open, String reason) {
        if (state == open) {
            state = new Unavailable(reason, System.nanoTime());
            LOG.warnf("the token %s is away: %s", label, reason);
        }
    }

    private Open opened() {
        if (state instanceof Open open) {
            return open;
        }
        boolean mine = false;
        try {
            mine = lock.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (!mine) {
                throw new TemporarilyUnavailable("the module of the token " + label + " does not return");
            }
            return switch (state) {
                case Open open -> open;
                case PinRefused _ -> throw unavailable();
                case Unavailable away -> {
                    if (away.since() != Long.MIN_VALUE && System.nanoTime() - away.since() < reopenInterval.toNanos()) {
                        throw unavailable();
                    }
                    yield reopen();
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporarilyUnavailable("interrupted while waiting for a token", e);
        } finally {
            if (mine) {
                lock.writeLock().unlock();
            }
        }
    }

    private Open reopen() {
        try {
            Cryptoki functions = begun();
            long slot = slot(functions);
            BlockingQueue<Long> free = new ArrayBlockingQueue<>(sessions);
            for (int i = 0; i < sessions; i++) {
                free.add(functions.openSession(slot));
            }
            byte[] secret = pin.read();
            try {
                functions.login(free.element(), secret);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
            Open open = new Open(functions, free, new ConcurrentHashMap<>());
            state = open;
            LOG.infof("the token %s is open", label);
            return open;
        } catch (CryptokiException e) {
            state = e.refusesPin()
                    ? new PinRefused("it refuses the PIN (" + e.getMessage()
                            + "), which is not tried again before a restart: a few more times would lock it")
                    : new Unavailable(String.valueOf(e.getMessage()), System.nanoTime());
            throw unavailable();
        } catch (TemporarilyUnavailable e) {
            state = new Unavailable(String.valueOf(e.getMessage()), System.nanoTime());
            throw e;
        }
    }

    /** The module in its first state: some list their tokens only then, and no session of before is left. */
    private Cryptoki begun() throws CryptokiException {
        Cryptoki functions = cryptoki;
        if (functions == null) {
            functions = new Cryptoki(module);
            cryptoki = functions;
        } else {
            try {
                functions.terminate();
            } catch (CryptokiException e) {
                LOG.debugf("the module ended with: %s", e.getMessage());
            }
        }
        functions.initialize();
        return functions;
    }

    private long slot(Cryptoki functions) throws CryptokiException {
        for (long slot : functions.slots()) {
            try {
                if (functions.tokenLabel(slot).equals(label)) {
                    return slot;
                }
            } catch (CryptokiException e) {
                LOG.debugf("slot %d: %s", slot, e.getMessage());
            }
        }
        throw new CryptokiException("no slot of the module has it");
    }

    private TemporarilyUnavailable unavailable() {
        return new TemporarilyUnavailable("the token " + label + " is away: "
                + switch (state) {
                    case Unavailable away -> away.reason();
                    case PinRefused refused -> refused.reason();
                    case Open _ -> "it was just opened anew";
                });
    }
}
