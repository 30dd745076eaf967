package org.testamur.issuance;

import static org.testamur.testing.Await.await;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.testamur.testing.Certificates;
import org.testamur.testing.Ports;

/** The real signing process, in which this service makes its keys: a Java of its own that can be killed. */
public final class SigningProcesses implements QuarkusTestResourceLifecycleManager {

    private static final String DIRECTORY = "signing-process.directory";

    private @Nullable Path made;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("signing-process");
            made = directory;
            Certificates certificates = Certificates.of(directory, "signer", "issuance");
            int port = Ports.free();
            Files.writeString(directory.resolve("port"), String.valueOf(port));
            Path key = Files.writeString(
                    directory.resolve("key-encryption-key"), "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=\n");
            Files.writeString(directory.resolve("signer.properties"), """
                    port=%d
                    keys=%s
                    key-encryption-key-file=%s
                    key-store=%s
                    key-store-password-file=%s
                    trust-store=%s
                    trust-store-password-file=%s
                    client.issuance=testamur-*
                    """.formatted(
                            port,
                            Files.createDirectory(directory.resolve("keys")),
                            key,
                            certificates.keyStore("signer"),
                            certificates.passwordFile(),
                            certificates.trustStore("signer"),
                            certificates.passwordFile()));
            start(directory);
            return Map.of(
                    DIRECTORY,
                    directory.toString(),
                    "testamur.issuance.signing.backend",
                    "remote",
                    "testamur.issuance.signing.elsewhere.patience",
                    "3S",
                    "testamur.issuance.signing.remote.url",
                    "https://localhost:" + port,
                    "testamur.issuance.signing.remote.key-store",
                    certificates.keyStore("issuance").toString(),
                    "testamur.issuance.signing.remote.trust-store",
                    certificates.trustStore("issuance").toString(),
                    "testamur.issuance.signing.remote.password-file",
                    certificates.passwordFile().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (made != null) {
            killIn(made);
        }
    }

    /** At once, as a machine that loses its power. */
    public static void kill() {
        killIn(directory());
    }

    public static void startAgain() {
        start(directory());
    }

    /** It keeps its connections and answers none. */
    public static void halt() {
        signal("STOP");
    }

    public static void goOn() {
        signal("CONT");
    }

    private static void signal(String name) {
        try {
            String pid = Files.readString(directory().resolve("pid"));
            if (new ProcessBuilder("kill", "-" + name, pid).start().waitFor() != 0) {
                throw new AssertionError("there is no process " + pid);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** What the process has told of its requests. */
    public static String audit() {
        try {
            return Files.readString(directory().resolve("audit"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        return Path.of(ConfigProvider.getConfig().getValue(DIRECTORY, String.class));
    }

    private static void killIn(Path directory) {
        try {
            ProcessHandle.of(Long.parseLong(Files.readString(directory.resolve("pid"))))
                    .ifPresent(ProcessHandle::destroyForcibly);
            int port = Integer.parseInt(Files.readString(directory.resolve("port")));
            await(() -> !Ports.answers(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void start(Path directory) {
        Path module = Path.of(System.getProperty("testamur.signer.target"));
        if (!Files.isDirectory(module.resolve("lib"))) {
            throw new AssertionError("build the module signer first: " + module.resolve("lib") + " is missing");
        }
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            module.resolve("classes") + ":" + module.resolve("lib") + "/*",
                            "org.testamur.signer.SigningProcess",
                            directory.resolve("signer.properties").toString())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("audit").toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("errors").toFile()))
                    .start();
            Files.writeString(directory.resolve("pid"), String.valueOf(process.pid()));
            int port = Integer.parseInt(Files.readString(directory.resolve("port")));
            await(() -> Ports.answers(port) || !process.isAlive());
            if (!process.isAlive()) {
                throw new AssertionError(
                        "the signing process does not start: " + Files.readString(directory.resolve("errors")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
