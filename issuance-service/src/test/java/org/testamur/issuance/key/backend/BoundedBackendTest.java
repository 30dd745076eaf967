package org.testamur.issuance.key.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.testing.Await.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.key.Signer;
import org.testamur.issuance.key.KeyNaming;
import org.testamur.platform.problem.TemporarilyUnavailable;

class BoundedBackendTest {

    private static final byte[] MESSAGE = new byte[64];
    private static final byte[] SIGNATURE = {1};

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final CountDownLatch returns = new CountDownLatch(1);
    private final Set<String> stalled = ConcurrentHashMap.newKeySet();
    private final SigningBackend place = new SigningBackend() {
        @Override
        public String name() {
            return "place";
        }

        @Override
        public NewKey create(KeyNaming naming) {
            throw new AssertionError();
        }

        @Override
        public Signer open(StoredKey key) throws UnusableKeyException {
            if (key.keyId().equals("wrong")) {
                throw new UnusableKeyException("it is wrong");
            }
            return message -> {
                if (stalled.contains(key.keyId())) {
                    awaitReturn();
                }
                return SIGNATURE;
            };
        }
    };

    private void awaitReturn() {
        try {
            returns.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void goOn() {
        returns.countDown();
    }

    private SigningBackend bounded(int threads, Duration patience) {
        return BoundedBackend.of(
                place,
                new ElsewhereConfig() {
                    @Override
                    public int threads() {
                        return threads;
                    }

                    @Override
                    public Duration patience() {
                        return patience;
                    }
                },
                metrics);
    }

    private static Signer key(SigningBackend backend, String id) {
        try {
            return backend.open(new SigningBackend.StoredKey(id, "z", "there", null));
        } catch (SigningBackend.UnusableKeyException e) {
            throw new AssertionError(e);
        }
    }

    private double held() {
        return metrics.get("testamur.signing.calls.held")
                .tag("backend", "place")
                .gauge()
                .value();
    }

    private static String refused(Signer signer) {
        return String.valueOf(assertThrows(TemporarilyUnavailable.class, () -> signer.sign(MESSAGE))
                .getMessage());
    }

    private static boolean signs(Signer signer) {
        try {
            return signer.sign(MESSAGE) == SIGNATURE;
        } catch (TemporarilyUnavailable e) {
            return false;
        }
    }

    @Test
    void aKeyWhoseCallDoesNotReturnIsRefusedAtOnceUntilItDoesAndOthersSign() {
        SigningBackend backend = bounded(4, Duration.ofSeconds(1));
        Signer hung = key(backend, "hung");
        Signer other = key(backend, "other");
        stalled.add("hung");

        assertTrue(refused(hung).contains("has not returned"));
        assertEquals(1, held());
        long start = System.nanoTime();
        for (int i = 0; i < 1000; i++) {
            assertTrue(refused(hung).contains("did not return"));
        }
        assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(60), "nobody waits for it any more");
        assertArrayEquals(SIGNATURE, other.sign(MESSAGE));
        assertEquals(List.of(SIGNATURE), other.signAll(List.of(MESSAGE)));

        returns.countDown();
        await(() -> signs(hung));
        await(() -> held() == 0);
    }

    @Test
    void allAreRefusedAtOnceWhileEveryThreadIsHeld() {
        SigningBackend backend = bounded(2, Duration.ofSeconds(1));
        Signer other = key(backend, "other");
        for (String id : List.of("first", "second")) {
            Signer hung = key(backend, id);
            stalled.add(id);
            refused(hung);
        }
        assertEquals(2, held());
        assertTrue(refused(other).contains("all 2 threads of the signing backend place are held"));
        assertTrue(backend.fault().orElseThrow().contains("are held"), "readiness tells");

        returns.countDown();
        await(() -> signs(other));
        await(() -> held() == 0);
        assertTrue(backend.fault().isEmpty());
    }

    @Test
    void whatIsWrongWithAKeyIsToldAsTheBackendTellsIt() {
        SigningBackend backend = bounded(2, Duration.ofSeconds(30));
        assertEquals(
                "it is wrong",
                assertThrows(
                                SigningBackend.UnusableKeyException.class,
                                () -> backend.open(new SigningBackend.StoredKey("wrong", "z", "there", null)))
                        .getMessage());
    }

    @Test
    void whatOnlyComputesIsNotBounded() {
        SigningBackend here = new SigningBackend() {
            @Override
            public String name() {
                return "here";
            }

            @Override
            public boolean elsewhere() {
                return false;
            }

            @Override
            public NewKey create(KeyNaming naming) {
                throw new AssertionError();
            }

            @Override
            public Signer open(StoredKey key) {
                throw new AssertionError();
            }
        };
        assertSame(
                here,
                BoundedBackend.of(
                        here,
                        new ElsewhereConfig() {
                            @Override
                            public int threads() {
                                throw new AssertionError();
                            }

                            @Override
                            public Duration patience() {
                                throw new AssertionError();
                            }
                        },
                        metrics));
    }
}
