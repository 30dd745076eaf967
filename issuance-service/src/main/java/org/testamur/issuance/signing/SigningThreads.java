package org.testamur.issuance.signing;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.testamur.platform.problem.TemporarilyUnavailable;

/**
 * Runs signing work on as many threads as processors for each backend, so that a slow backend does not delay signing
 * with another. A caller waits for all of its work.
 */
@ApplicationScoped
public class SigningThreads {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    /** So that one thread which is held up leaves little undone. */
    private static final int SHARES_PER_PROCESSOR = 4;
    /** So that a signer that is asked for many at once is not asked for too many. */
    private static final int LARGEST = 256;

    private final Map<String, ExecutorService> threads = new ConcurrentHashMap<>();

    /**
     * The outcomes in the order of the items; a single item is worked on by the caller.
     *
     * @param backend of the key that the work signs with
     */
    public <T, R> List<R> inChunks(String backend, List<T> items, Function<List<T>, List<R>> work) {
        int share = Math.clamp(items.size() / (PROCESSORS * SHARES_PER_PROCESSOR), 1, LARGEST);
        if (items.size() <= share) {
            return work.apply(items);
        }
        ExecutorService own = threads.computeIfAbsent(backend, SigningThreads::begin);
        List<Future<List<R>>> chunks = new ArrayList<>();
        for (int from = 0; from < items.size(); from += share) {
            List<T> chunk = items.subList(from, Math.min(items.size(), from + share));
            chunks.add(own.submit(() -> work.apply(chunk)));
        }
        try {
            List<R> all = new ArrayList<>(items.size());
            for (Future<List<R>> done : chunks) {
                all.addAll(done.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporarilyUnavailable("interrupted while signing", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            // After a failure nobody asks for the rest.
            chunks.forEach(chunk -> chunk.cancel(false));
        }
    }

    private static ExecutorService begin(String backend) {
        return Executors.newFixedThreadPool(
                PROCESSORS,
                Thread.ofPlatform().name("sign-" + backend + "-", 1).daemon().factory());
    }

    @PreDestroy
    void stop() {
        threads.values().forEach(ExecutorService::shutdownNow);
    }
}
