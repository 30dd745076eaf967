package org.testamur.issuance;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** A token of SoftHSM (Debian's package softhsm2) on which this service makes its keys. */
public final class SoftHsm implements QuarkusTestResourceLifecycleManager {

    private static final String DIRECTORY = "softhsm.directory";
    private static final String LABEL = "testamur-test";
    private static final String PIN = "8642";
    private static final List<Path> PLACES = Stream.of(
                    "/usr/lib/softhsm/libsofthsm2.so",
                    "/usr/lib64/softhsm/libsofthsm2.so",
                    "/usr/lib64/pkcs11/libsofthsm2.so",
                    "/usr/local/lib/softhsm/libsofthsm2.so")
            .map(Path::of)
            .toList();

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("softhsm");
            Path tokens = Files.createDirectory(directory.resolve("tokens"));
            Path configuration = Files.writeString(
                    directory.resolve("softhsm2.conf"),
                    "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
            tool(configuration, "--init-token", "--free", "--label", LABEL, "--pin", PIN, "--so-pin", "97531");
            configure(configuration);
            Path pin = Files.writeString(directory.resolve("pin"), PIN + "\n");
            return Map.of(
                    DIRECTORY,
                    directory.toString(),
                    "testamur.issuance.signing.backend",
                    "pkcs11",
                    "testamur.issuance.signing.pkcs11.module",
                    module().toString(),
                    "testamur.issuance.signing.pkcs11.token-label",
                    LABEL,
                    "testamur.issuance.signing.pkcs11.pin-file",
                    pin.toString(),
                    "testamur.issuance.keys.did-document-max-age",
                    "1S",
                    "testamur.issuance.keys.publication-wait",
                    "1S");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The library is loaded in this process until it ends; its files go with the machine's temporary ones.
    }

    private static Path module() {
        return PLACES.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new AssertionError("libsofthsm2.so is missing: install the package softhsm2."));
    }

    private static void tool(Path configuration, String... arguments) throws IOException {
        ProcessBuilder tool = new ProcessBuilder(
                Stream.concat(Stream.of("softhsm2-util"), Stream.of(arguments)).toList());
        tool.environment().put("SOFTHSM2_CONF", configuration.toString());
        tool.redirectErrorStream(true);
        Process process;
        try {
            process = tool.start();
        } catch (IOException e) {
            throw new AssertionError(
                    "softhsm2-util is missing: install the package softhsm2, for the tests of signing by PKCS#11.", e);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new AssertionError("softhsm2-util: " + said);
        }
    }

    /** The library reads its configuration's place from the environment, which Java cannot change by itself. */
    private static void configure(Path configuration) {
        var linker = Linker.nativeLinker();
        var setenv = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) setenv.invokeExact(
                    arena.allocateFrom("SOFTHSM2_CONF"), arena.allocateFrom(configuration.toString()), 1);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static Path directory() {
        return Path.of(ConfigProvider.getConfig().getValue(DIRECTORY, String.class));
    }

    /** As if somebody pulled it out: its objects are gone at once, for sessions that are open as well. */
    public static void takeTheTokenAway() {
        move("tokens", "away");
    }

    public static void bringTheTokenBack() {
        move("away", "tokens");
    }

    private static void move(String from, String to) {
        try {
            Files.move(directory().resolve(from), directory().resolve(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
