package org.testamur.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the receivers of docs/samples/webhooks, running as a process with a secret. */
final class WebhookReceiver implements AutoCloseable {

    static final Path SAMPLES = Stack.root().resolve("docs/samples/webhooks");

    private static final Pattern LISTENING = Pattern.compile("listening on ([0-9]+)\n");

    private final Process process;
    private final Path printed;
    private final int port;

    private WebhookReceiver(Process process, Path printed) {
        this.process = process;
        this.printed = printed;
        this.port = await("a receiver that listens")
                .atMost(Duration.ofMinutes(1))
                .until(this::listening, Optional::isPresent)
                .orElseThrow();
    }

    /** @param language a folder of the samples */
    static WebhookReceiver start(String language, String secret) throws IOException, InterruptedException {
        Path folder = SAMPLES.resolve(language);
        Path printed = Classroom.leavings("webhooks-" + language + ".txt");
        Files.createDirectories(printed.getParent());
        ProcessBuilder builder = new ProcessBuilder(command(language, folder))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("TESTAMUR_WEBHOOK_SECRET", secret);
        builder.environment().put("PORT", "0");
        return new WebhookReceiver(builder.start(), printed);
    }

    private static List<String> command(String language, Path folder) throws IOException, InterruptedException {
        return switch (language) {
            case "node" -> {
                new NodePackage(folder).install();
                yield List.of("node", "receiver.mjs");
            }
            case "python" -> List.of("python3", "receiver.py");
            // What the sample needs is on this test's class path.
            case "java" ->
                List.of(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "Receiver.java");
            default -> throw new IllegalArgumentException(language);
        };
    }

    private Optional<Integer> listening() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The receiver ended: " + said());
        }
        Matcher line = LISTENING.matcher(said());
        return line.find() ? Optional.of(Integer.valueOf(line.group(1))) : Optional.empty();
    }

    /** Everything that it has printed. */
    String said() {
        try {
            return Files.readString(printed, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port + "/testamur");
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
