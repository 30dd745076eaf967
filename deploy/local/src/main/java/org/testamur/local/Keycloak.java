package org.testamur.local;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Log-in. The unpacked and optimised software is shared by all stacks of the project; each has a home of its own that
 * points there and holds its data.
 */
final class Keycloak {

    private static final List<String> BUILD_OPTIONS =
            List.of("--db=dev-file", "--http-relative-path=/auth", "--health-enabled=false", "--metrics-enabled=false");

    private final Settings settings;
    private final Realm realm;
    private final Path home;

    private Keycloak(Settings settings, Secrets secrets) {
        this.settings = settings;
        this.realm = new Realm(settings, secrets);
        this.home = settings.state().resolve("keycloak");
    }

    static Part part(Settings settings, Secrets secrets) {
        var keycloak = new Keycloak(settings, secrets);
        var base = URI.create("http://127.0.0.1:" + settings.keycloakPort() + "/auth");
        return new ChildProcess(
                settings,
                new ChildProcess.Launch(
                        "keycloak",
                        keycloak.command(),
                        Map.of(
                                "KC_BOOTSTRAP_ADMIN_USERNAME",
                                "admin",
                                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                                secrets.password("keycloak.admin")),
                        base,
                        URI.create(base + "/realms/testamur/.well-known/openid-configuration"),
                        Optional.empty()),
                keycloak::prepare);
    }

    private List<String> command() {
        var command = new ArrayList<>(Jvm.command("-Xms64m", "-Xmx384m", "-XX:MaxMetaspaceSize=256m"));
        for (var open : List.of("java.util", "java.util.concurrent", "java.security", "java.lang")) {
            command.add("--add-opens=java.base/" + open + "=ALL-UNNAMED");
        }
        command.addAll(List.of(
                "-Dkc.config.built=true",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf"),
                "-cp",
                home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                "start",
                "--optimized",
                "--import-realm",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + settings.keycloakPort(),
                // Tokens name the public address as their issuer; a service that asks from behind the front door is
                // told addresses it can reach from there.
                "--hostname=" + settings.publicUrl() + "/auth",
                "--hostname-backchannel-dynamic=true",
                "--proxy-headers=xforwarded"));
        return command;
    }

    private void prepare() throws PartFailed, InterruptedException {
        try {
            var software = software();
            Files.createDirectories(home.resolve("data/import"));
            for (var folder : List.of("lib", "conf", "providers")) {
                link(folder, software.resolve(folder));
            }
            // Keycloak keeps compressed style sheets of an earlier design.
            deleteTree(home.resolve("data/tmp"));
            // The design of the log-in pages is the project's.
            link(
                    "themes",
                    settings.root().resolve("deploy/local/keycloak/themes").toAbsolutePath());
            importRealm();
        } catch (IOException e) {
            throw new PartFailed("Keycloak could not be laid out: " + e, e);
        }
    }

    private void link(String folder, Path to) throws IOException {
        var link = home.resolve(folder);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, to);
    }

    /** A changed realm file replaces the old realm whole: ids of people stand in the file, so they stay who they are. */
    private void importRealm() throws IOException {
        if (realm.write(home.resolve("data/import/testamur-realm.json"))) {
            deleteTree(home.resolve("data/h2"));
        }
    }

    private Path software() throws IOException, InterruptedException, PartFailed {
        Files.createDirectories(settings.software());
        try (var channel = FileChannel.open(
                        settings.software().resolve("keycloak.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            var archive = archive();
            var folder = settings.software()
                    .resolve(archive.getFileName()
                            .toString()
                            .replace(".tar.gz", "")
                            .replace("-quarkus-dist", ""));
            var stamp = folder.resolve("built-with");
            var options = String.join(" ", BUILD_OPTIONS);
            if (lock.isValid()
                    && (!Files.exists(stamp) || !Files.readString(stamp).equals(options))) {
                deleteTree(folder);
                run("tar", "-xzf", archive.toString(), "-C", settings.software().toString());
                var build = new ArrayList<>(List.of(folder.resolve("bin/kc.sh").toString(), "build"));
                build.addAll(BUILD_OPTIONS);
                run(build.toArray(String[]::new));
                Files.writeString(stamp, options);
            }
            return folder;
        }
    }

    private Path archive() throws IOException, PartFailed {
        var dist = settings.root().resolve("deploy/local/target/dist");
        try (var files = Files.list(dist)) {
            return files.filter(file -> file.getFileName().toString().matches("keycloak-quarkus-dist-.*\\.tar\\.gz"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new PartFailed("Keycloak's archive is not in " + dist));
        }
    }

    private void run(String... command) throws IOException, InterruptedException, PartFailed {
        var log = settings.log("keycloak");
        Files.createDirectories(log.getParent());
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        var process = builder.start();
        var pidFile = new PidFile(settings.run("keycloak-build.pid"));
        pidFile.remember(process.toHandle());
        var code = process.waitFor();
        pidFile.forget();
        if (code != 0) {
            throw new PartFailed("%s ended with code %d; see %s".formatted(command[0], code, log));
        }
    }

    private static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
