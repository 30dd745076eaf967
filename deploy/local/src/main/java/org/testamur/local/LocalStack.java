package org.testamur.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

/**
 * Starts every part of the platform on this machine, says what it does line by line, and stops all of it when it ends.
 * {@code ./testamur} runs it in the background.
 */
public final class LocalStack {

    private static final Set<String> STORES = Set.of("postgres", "kafka");
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final Settings settings;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final Supervision supervision;
    private final long began = System.nanoTime();

    private LocalStack(Settings settings, Secrets secrets) {
        this.settings = settings;
        var all = new ArrayList<Part>(List.of(
                new FrontDoor(settings, new CertificateAuthority(settings, secrets)),
                new PostgresPart(settings, secrets),
                new KafkaPart(settings),
                Keycloak.part(settings, secrets)));
        all.addAll(new ServiceParts(settings, secrets).all());
        all.forEach(part -> parts.put(part.name(), part));
        supervision = new Supervision(all, this::say);
    }

    /** Takes the project's folder and, optionally, the names of the only parts to start. */
    public static void main(String[] arguments) throws Exception {
        var settings = Settings.of(System.getenv(), Path.of(arguments[0]).toAbsolutePath());
        new OwnerOnly(settings).apply();
        Files.createDirectories(settings.run("."));
        var supervisor = new PidFile(settings.run("supervisor.pid"));
        supervisor.remember(ProcessHandle.current());
        var secrets = new Secrets(settings.state().resolve("secrets.properties"));
        var stack = new LocalStack(settings, secrets);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stack.stopAll();
            supervisor.forget();
        }));
        Control.open(settings.run("control"), secrets, stack::command);
        var chosen = arguments.length > 1
                ? List.of(arguments).subList(1, arguments.length)
                : List.copyOf(stack.parts.keySet());
        try {
            stack.startAll(chosen);
            stack.say("ready");
            Thread.ofVirtual().name("liveness").start(stack.supervision::run);
        } catch (PartFailed e) {
            stack.say("failed " + e.getMessage());
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private void startAll(List<String> chosen) throws PartFailed {
        for (var name : chosen) {
            part(name);
        }
        var starting = new LinkedHashMap<String, CompletableFuture<Void>>();
        for (var name : parts.keySet()) {
            if (chosen.contains(name)) {
                var isService = parts.containsKey(name) && serviceNames().contains(name);
                var first = isService
                        ? starting.entrySet().stream()
                                .filter(other -> STORES.contains(other.getKey()))
                                .map(Map.Entry::getValue)
                                .toArray(CompletableFuture<?>[]::new)
                        : new CompletableFuture<?>[0];
                starting.put(name, CompletableFuture.allOf(first).thenRunAsync(() -> startOne(name), THREADS));
            }
        }
        try {
            var failed = new CompletableFuture<Void>();
            starting.values()
                    .forEach(start -> start.exceptionally(failure -> {
                        failed.completeExceptionally(failure);
                        return null;
                    }));
            CompletableFuture.anyOf(
                            failed, CompletableFuture.allOf(starting.values().toArray(CompletableFuture<?>[]::new)))
                    .join();
        } catch (CompletionException e) {
            Throwable cause = e;
            while (cause instanceof CompletionException && cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new PartFailed(String.valueOf(cause.getMessage()), cause);
        }
    }

    private void startOne(String name) {
        try {
            supervision.start(part(name));
        } catch (PartFailed e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** Whoever uses the stores ends before them. */
    private void stopAll() {
        supervision.end();
        parts.values().stream()
                .filter(part -> !STORES.contains(part.name()))
                .map(part -> CompletableFuture.runAsync(part::stop, THREADS))
                .toList()
                .forEach(CompletableFuture::join);
        parts.values().stream()
                .filter(part -> STORES.contains(part.name()))
                .map(part -> CompletableFuture.runAsync(part::stop, THREADS))
                .toList()
                .forEach(CompletableFuture::join);
    }

    private void command(List<String> words, PrintWriter answer) throws PartFailed, InterruptedException {
        var command = words.getFirst();
        if (command.equals("status")) {
            parts.values().forEach(part -> answer.println(status(part)));
            return;
        }
        if (words.size() < 2) {
            throw new PartFailed("Say which part: " + String.join(", ", parts.keySet()));
        }
        var part = part(words.get(1));
        if (command.equals("environment")) {
            new TreeMap<>(part.environment()).forEach((name, value) -> answer.println(name + "=" + value));
            return;
        }
        switch (command) {
            case "start" -> supervision.start(part);
            case "stop" -> stop(part, words.contains("--immediate"));
            case "kill" -> {
                supervision.forgo(part);
                part.kill();
            }
            case "restart" -> {
                stop(part, words.contains("--immediate"));
                supervision.start(part);
            }
            default -> throw new PartFailed("No such command: " + command);
        }
        answer.println(status(part));
    }

    private void stop(Part part, boolean immediate) throws PartFailed {
        supervision.forgo(part);
        if (!immediate) {
            part.stop();
        } else if (part instanceof PostgresPart postgres) {
            postgres.stopImmediately();
        } else {
            throw new PartFailed("Only postgres knows --immediate; use kill");
        }
    }

    private String status(Part part) {
        var process = part.process();
        var state = part.healthy() ? "healthy" : process.isPresent() ? "not healthy" : "stopped";
        return "%-13s %-12s %-22s %s"
                .formatted(
                        part.name(), state, process.map(LocalStack::footprint).orElse(""), part.address())
                .stripTrailing();
    }

    private static String footprint(ProcessHandle process) {
        try {
            var kilobytes = Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .findFirst()
                    .orElse("0");
            return "pid %d, %d MB".formatted(process.pid(), Long.parseLong(kilobytes) / 1024);
        } catch (IOException e) {
            return "pid " + process.pid();
        }
    }

    private Part part(String name) throws PartFailed {
        var part = parts.get(name);
        if (part == null) {
            throw new PartFailed("There is no part %s; the parts are %s".formatted(name, parts.keySet()));
        }
        return part;
    }

    private static List<String> serviceNames() {
        return List.of(Service.values()).stream().map(Service::partName).toList();
    }

    private synchronized void say(String line) {
        try {
            Files.writeString(
                    settings.run("progress"),
                    String.format(Locale.ROOT, "%6.1f s  %s%n", seconds(began), line),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
