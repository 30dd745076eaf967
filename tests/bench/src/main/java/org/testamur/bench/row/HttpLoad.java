package org.testamur.bench.row;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.testamur.bench.figure.Sample;
import org.testamur.bench.machine.CpuTime;

/** Several clients that ask one server for the same kind of thing, each anew as soon as it is answered. */
final class HttpLoad implements AutoCloseable {

    private static final int CLIENTS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * A round of POST requests.
     *
     * @param bearer empty for none
     * @param operations how many things one request asks for
     */
    Rounds.Work posting(
            URI target, String bearer, Supplier<byte[]> bodies, int operations, double seconds, CpuTime server) {
        return () -> {
            double cpuBefore = server.seconds();
            long began = System.nanoTime();
            long until = began + (long) (seconds * 1e9);
            AtomicLong answered = new AtomicLong();
            List<Future<String>> clients = java.util.stream.IntStream.range(0, CLIENTS)
                    .mapToObj(client -> threads.submit(() -> {
                        while (System.nanoTime() < until) {
                            HttpResponse<String> answer = post(target, bearer, bodies.get());
                            if (!signed(answer)) {
                                return told(target, answer);
                            }
                            answered.incrementAndGet();
                        }
                        return "";
                    }))
                    .toList();
            for (Future<String> client : clients) {
                String refused = get(client);
                if (!refused.isEmpty()) {
                    throw new NotMeasurable(refused);
                }
            }
            double wall = (System.nanoTime() - began) / 1e9;
            return new Sample(answered.get() * operations, wall, server.seconds() - cpuBefore);
        };
    }

    /** Whether everything that was asked for came: a batch answers 200 also where it refuses. */
    static boolean signed(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 2 && !answer.body().contains("{\"problem\":");
    }

    static String told(URI target, HttpResponse<String> answer) {
        String body = answer.body();
        return "POST " + target.getPath() + " answered " + answer.statusCode() + ": "
                + body.substring(0, Math.min(300, body.length()));
    }

    HttpResponse<String> post(URI target, String bearer, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String get(Future<String> client) throws NotMeasurable, InterruptedException {
        try {
            return client.get();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new NotMeasurable("a request failed: " + e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.close();
    }
}
