package org.testamur.testing.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts hostile text into each path, query and header value of every operation that a service describes. A service never
 * answers it with a server error, with something of its inside, or with a host that the caller named, and logs no stack
 * trace for it.
 */
public final class Fuzz {

    private static final int AT_ONCE = 8;
    private static final int MOST_TOLD = 30;

    /** A slow machine takes longer for these than it was given. */
    private static final int LEAST = 600;

    private static final String CANARY = "evil-host.example";
    private static final List<String> STANDARD_HEADERS = List.of(
            "Accept",
            "Accept-Charset",
            "Accept-Encoding",
            "Accept-Language",
            "Authorization",
            "Content-Encoding",
            "Content-Language",
            "Content-Length",
            "Content-Type",
            "Cookie",
            "Expect",
            "Forwarded",
            "Host",
            "If-Match",
            "If-Modified-Since",
            "If-None-Match",
            "Idempotency-Key",
            "Origin",
            "Access-Control-Request-Method",
            "Range",
            "Testamur-After",
            "Testamur-Employer",
            "Testamur-Institution",
            "Transfer-Encoding",
            "Upgrade",
            "User-Agent",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Port",
            "X-Forwarded-Prefix",
            "X-Forwarded-Proto",
            "X-HTTP-Method-Override",
            "X-Original-URL",
            "traceparent");

    /** What was sent and how long it took. */
    public record Report(int requests, Map<Integer, Integer> statuses, List<String> faults) {}

    /** One request, not written out yet: there are many, and some are long. */
    private record Case(
            DescribedService.Operation operation,
            String id,
            @Nullable String parameter,
            String parameterText,
            @Nullable String header,
            String headerText,
            boolean twice) {}

    private final DescribedService service;
    private final List<String> tokens;
    private final AtomicInteger sent = new AtomicInteger();
    private final Map<Integer, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());

    private Fuzz(DescribedService service, List<String> tokens) {
        this.service = service;
        this.tokens = tokens;
    }

    /**
     * Sends as much as fits into the time, and at least six hundred, the same in the same order each time; nothing is sent twice before all was
     * sent once.
     *
     * @param tokens of those who send it, besides somebody without one
     */
    public static Report run(DescribedService service, List<String> tokens, Duration time) {
        Fuzz fuzz = new Fuzz(service, tokens);
        List<Case> cases = fuzz.cases(new Random(1));
        try (LogWatch log = new LogWatch()) {
            fuzz.send(cases, time);
            fuzz.faults.addAll(log.traces());
        }
        return new Report(
                fuzz.sent.get(),
                Map.copyOf(fuzz.statuses),
                fuzz.faults.stream().limit(MOST_TOLD).toList());
    }

    /** Each text alone, in each place: addresses and headers by turns. */
    private List<Case> cases(Random random) {
        List<Case> addresses = new ArrayList<>();
        List<Case> headers = new ArrayList<>();
        for (DescribedService.Operation operation : service.operations()) {
            String plain = UUID.randomUUID().toString();
            if (operation.path().contains("{")) {
                HostileText.IN_ADDRESS.forEach(
                        text -> addresses.add(new Case(operation, text, null, "", null, "", false)));
            }
            Stream.concat(operation.query().stream(), Stream.of("unknown", "%00", "a[]", ""))
                    .forEach(name -> HostileText.IN_ADDRESS.forEach(
                            text -> addresses.add(new Case(operation, plain, name, text, null, "", false))));
            for (String name : operation.query()) {
                addresses.add(new Case(operation, plain, name, "1", null, "", true));
            }
            headerNames(operation)
                    .forEach(name -> HostileText.IN_HEADER.forEach(text -> {
                        headers.add(new Case(operation, plain, null, "", name, text, false));
                        headers.add(new Case(operation, plain, null, "", name, text, true));
                    }));
        }
        Collections.shuffle(addresses, random);
        Collections.shuffle(headers, random);
        List<Case> all = new ArrayList<>();
        for (int i = 0; i < Math.max(addresses.size(), headers.size()); i++) {
            if (i < addresses.size()) {
                all.add(addresses.get(i));
            }
            if (i < headers.size()) {
                all.add(headers.get(i));
            }
        }
        return all;
    }

    /** When all were sent alone: three texts at a time. */
    private Case mixed(int number) {
        Random random = new Random(number);
        DescribedService.Operation operation = pick(service.operations(), random);
        return new Case(
                operation,
                pick(HostileText.IN_ADDRESS, random),
                operation.query().isEmpty() ? "x" : pick(operation.query(), random),
                pick(HostileText.IN_ADDRESS, random),
                pick(headerNames(operation), random),
                pick(HostileText.IN_HEADER, random),
                random.nextBoolean());
    }

    private static List<String> headerNames(DescribedService.Operation operation) {
        return Stream.concat(operation.headers().stream(), STANDARD_HEADERS.stream())
                .distinct()
                .toList();
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private String write(Case each, int turn) {
        DescribedService.Operation operation = each.operation();
        List<String> hostile = new ArrayList<>();
        if (each.header() != null) {
            hostile.add(each.header() + ": " + each.headerText());
            if (each.twice()) {
                hostile.add(each.header() + ": x");
            }
        }
        StringBuilder target = new StringBuilder(operation.pathWith(each.id()));
        if (each.parameter() != null) {
            target.append('?').append(each.parameter()).append('=').append(each.parameterText());
            if (each.twice()) {
                target.append('&').append(each.parameter());
            }
        }
        StringBuilder request = new StringBuilder(operation.method() + " " + target + " HTTP/1.1\r\n");
        if (missing(hostile, "Host")) {
            request.append("Host: localhost\r\n");
        }
        if (turn > 0 && missing(hostile, "Authorization")) {
            request.append("Authorization: Bearer ")
                    .append(tokens.get(turn - 1))
                    .append("\r\n");
        }
        String body = operation.mediaTypes().isEmpty() ? "" : "{}";
        if (!body.isEmpty() && missing(hostile, "Content-Type")) {
            request.append("Content-Type: ")
                    .append(operation.mediaTypes().getFirst())
                    .append("\r\n");
        }
        hostile.forEach(header -> request.append(header).append("\r\n"));
        if (missing(hostile, "Content-Length") && missing(hostile, "Transfer-Encoding")) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        } else {
            // What cannot be framed is the last of its connection.
            request.append("Connection: close\r\n");
        }
        return request + "\r\n" + body;
    }

    private static boolean missing(List<String> headers, String name) {
        return headers.stream().noneMatch(header -> header.startsWith(name + ":"));
    }

    private void send(List<Case> cases, Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        AtomicInteger next = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                workers.add(threads.submit(() -> {
                    try (RawConnection connection = new RawConnection(service.base())) {
                        while (System.nanoTime() < deadline || next.get() < LEAST) {
                            int at = next.getAndIncrement();
                            Case each = at < cases.size() ? cases.get(at) : mixed(at);
                            send(connection, write(each, at / 2 % (tokens.size() + 1)));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void send(RawConnection connection, String request) {
        sent.incrementAndGet();
        try {
            RawConnection.Answer answer = connection.send(request, request.startsWith("HEAD "));
            statuses.merge(answer.status(), 1, Integer::sum);
            String text = answer.text();
            boolean later = answer.status() == 503
                    && text.toLowerCase(java.util.Locale.ROOT).contains("retry-after");
            if ((answer.status() >= 500 && !later)
                    || text.contains(CANARY)
                    || (answer.status() >= 400 && text.contains("Exception"))
                    || text.contains("\tat ")) {
                faults.add(answer.status() + " to " + shortened(request) + "\n  "
                        + shortened(text.substring(Math.max(0, text.indexOf("\n\n")))));
            }
        } catch (IOException e) {
            faults.add(e + " after " + shortened(request));
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("Bearer [A-Za-z0-9_-]{80,}[A-Za-z0-9_.-]*", "Bearer TOKEN")
                .replace("\r\n", " | ")
                .replaceAll("(.)\\1{99,}", "$1...");
        return line.length() > 400 ? line.substring(0, 400) + "..." : line;
    }

    /** Notes what is logged with a stack trace while it is open, in this process. */
    private static final class LogWatch implements AutoCloseable {

        /** Logs where a thread stands that had no processor for long, as on a busy machine. */
        private static final String SLOWNESS = "io.vertx.core.impl.BlockedThreadChecker";

        private final List<String> traces = Collections.synchronizedList(new ArrayList<>());
        private final Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                if (entry.getThrown() != null && !SLOWNESS.equals(entry.getLoggerName())) {
                    StackTraceElement[] at = entry.getThrown().getStackTrace();
                    traces.add("logged by " + entry.getLoggerName() + ": " + entry.getThrown()
                            + (at.length > 0 ? " at " + at[0] : ""));
                }
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };

        LogWatch() {
            Logger.getLogger("").addHandler(handler);
        }

        List<String> traces() {
            return traces.stream().distinct().limit(MOST_TOLD).toList();
        }

        @Override
        public void close() {
            Logger.getLogger("").removeHandler(handler);
        }
    }
}
