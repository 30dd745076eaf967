package org.testamur.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A part that is a Java process answering over HTTP: Keycloak and the services. */
final class ChildProcess implements Part {

    /** What to run; the environment's own {@code TESTAMUR_} and {@code QUARKUS_} variables are not passed on. */
    record Launch(
            String name,
            List<String> command,
            Map<String, String> environment,
            URI address,
            URI health,
            Optional<URI> liveness) {}

    /** Makes ready what the process needs before it can start. */
    @FunctionalInterface
    interface Preparation {
        void run() throws PartFailed, InterruptedException;
    }

    private static final Duration TIME_TO_START = Duration.ofSeconds(300);
    private static final int NO_ANSWER = 0;
    private static final Duration TIME_TO_END = Duration.ofSeconds(20);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final Launch launch;
    private final Path log;
    private final PidFile pidFile;
    private final Preparation preparation;
    private volatile @Nullable Process running;

    ChildProcess(Settings settings, Launch launch, Preparation preparation) {
        this.launch = launch;
        this.log = settings.log(launch.name());
        this.pidFile = new PidFile(settings.run(launch.name() + ".pid"));
        this.preparation = preparation;
    }

    @Override
    public String name() {
        return launch.name();
    }

    @Override
    public String address() {
        return launch.address().toString();
    }

    @Override
    public synchronized void start() throws PartFailed, InterruptedException {
        if (process().isPresent()) {
            return;
        }
        preparation.run();
        try {
            Files.createDirectories(log.getParent());
            var builder = new ProcessBuilder(launch.command())
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(name -> name.matches("(TESTAMUR|QUARKUS|KC|KAFKA|SMALLRYE|MP)_.*"));
            builder.environment().putAll(launch.environment());
            var process = builder.start();
            pidFile.remember(process.toHandle());
            running = process;
            awaitHealth(process);
        } catch (IOException e) {
            throw new PartFailed(name() + " could not be started: " + e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        end(false);
    }

    @Override
    public void kill() {
        end(true);
    }

    @Override
    public boolean healthy() {
        return status(launch.health()) == 200;
    }

    @Override
    public RestartPolicy.Look liveness() {
        if (launch.liveness().isEmpty() || process().isEmpty()) {
            return RestartPolicy.Look.LIVE;
        }
        return switch (status(launch.liveness().get())) {
            case 503 -> RestartPolicy.Look.DEAD;
            case NO_ANSWER -> RestartPolicy.Look.SILENT;
            default -> RestartPolicy.Look.LIVE;
        };
    }

    private static int status(URI address) {
        try {
            var request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NO_ANSWER;
        }
    }

    @Override
    public Map<String, String> environment() {
        return launch.environment();
    }

    @Override
    public Optional<ProcessHandle> process() {
        return Optional.ofNullable(running).filter(Process::isAlive).map(Process::toHandle);
    }

    private void awaitHealth(Process process) throws PartFailed, InterruptedException {
        var deadline = System.nanoTime() + TIME_TO_START.toNanos();
        while (!healthy()) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new PartFailed(
                        "%s ended with code %d while starting; see %s".formatted(name(), process.exitValue(), log));
            }
            if (System.nanoTime() > deadline) {
                throw new PartFailed(
                        "%s was not healthy after %d s; see %s".formatted(name(), TIME_TO_START.toSeconds(), log));
            }
        }
    }

    /** Not synchronized: a part that is still starting can be stopped too. */
    private void end(boolean atOnce) {
        var process = running;
        if (process == null) {
            return;
        }
        try {
            if (atOnce) {
                process.destroyForcibly();
            } else {
                process.destroy();
            }
            if (!process.waitFor(TIME_TO_END)) {
                process.destroyForcibly().waitFor();
            }
            running = null;
            pidFile.forget();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            System.err.println(e);
        }
    }
}
