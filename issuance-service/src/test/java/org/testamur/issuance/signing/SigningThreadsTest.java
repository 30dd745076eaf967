package org.testamur.issuance.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SigningThreadsTest {

    private static final List<Integer> ITEMS = IntStream.range(0, 1000).boxed().toList();

    private final SigningThreads threads = new SigningThreads();

    @AfterEach
    void stop() {
        threads.stop();
    }

    @Test
    void whoeverWaitsForOneBackendHoldsUpNobodyWhoSignsWithAnother() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(Runtime.getRuntime().availableProcessors());
        CountDownLatch returns = new CountDownLatch(1);
        CompletableFuture<List<Integer>> held =
                CompletableFuture.supplyAsync(() -> threads.inChunks("place", ITEMS, chunk -> {
                    begun.countDown();
                    try {
                        returns.await();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    return chunk;
                }));
        begun.await();

        assertEquals(ITEMS, threads.inChunks("database", ITEMS, chunk -> chunk));

        returns.countDown();
        assertEquals(ITEMS, held.join());
    }
}
