package org.testamur.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {

    private static final Path PROJECT =
            Path.of("").toAbsolutePath().resolve("../..").normalize();
    private static final String TIME = "2026-11-01T00:00:00Z";

    /** Built once, for the tests that only look. */
    private static Map<Product, ImageBuild.Built> images = Map.of();

    private static Path imagesBase = Path.of("");

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Tiny tiny;
    private Path root;
    private Path base;

    @BeforeAll
    static void images() throws IOException, InterruptedException {
        var tiny = new Tiny(shared);
        imagesBase = tiny.layout("amd64", true);
        images = Images.build(options(tiny.products("project"), imagesBase, shared.resolve("images")), line -> {});
    }

    @BeforeEach
    void tiny() throws IOException {
        tiny = new Tiny(folder);
        root = tiny.products("project");
        base = tiny.layout("amd64", true);
    }

    @Test
    void builtTwiceTheyAreTheSameToTheByte() throws IOException, InterruptedException {
        var first = build(root, "first");
        // Elsewhere, later, with other permissions.
        var other = tiny.products("elsewhere");
        try (var files = Files.walk(other)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(1_234_567_890_123L));
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
        var second = build(other, "second");
        assertThat(second.keySet()).containsExactly(Product.values());
        for (var product : Product.values()) {
            var one = of(first, product);
            var two = of(second, product);
            assertThat(two.digest()).isEqualTo(one.digest());
            assertThat(two.file()).hasSameBinaryContentAs(one.file());
        }
        assertThat(folder.resolve("second/images.yaml")).hasSameTextualContentAs(folder.resolve("first/images.yaml"));
        assertThat(folder.resolve("second/testamur-signer.cdx.json"))
                .hasSameTextualContentAs(folder.resolve("first/testamur-signer.cdx.json"));
        try (var left = Files.list(folder.resolve("first"))) {
            assertThat(left).hasSize(2 * Product.values().length + 1);
        }
    }

    @Test
    void aChangedApplicationChangesItsOwnLayerAlone() throws IOException, InterruptedException {
        var before = layers(of(build(root, "before"), Product.ISSUANCE));
        Tiny.write(Product.ISSUANCE.target(root).resolve("quarkus-app/app/issuance-service-1.jar"), "changed");
        var after = layers(of(build(root, "after"), Product.ISSUANCE));
        assertThat(after).hasSameSizeAs(before);
        assertThat(after.subList(0, after.size() - 1)).isEqualTo(before.subList(0, before.size() - 1));
        assertThat(after.getLast()).isNotEqualTo(before.getLast());
    }

    @Test
    void theBasesLayersStayAsTheyAreAndThoseOfServicesAreShared() throws IOException, InterruptedException {
        var image = BaseImage.read(imagesBase, Files.createDirectory(folder.resolve("read")));
        var own = new ArrayList<String>();
        for (var layer : image.layers()) {
            own.add(Digest.of(layer).toString());
        }
        for (var product : images.values()) {
            assertThat(layers(product)).startsWith(own.toArray(String[]::new));
        }
        // Base, libraries, Quarkus, shared modules.
        assertThat(layers(of(images, Product.CATALOG)).subList(0, 5))
                .isEqualTo(layers(of(images, Product.VERIFICATION)).subList(0, 5));
    }

    @Test
    void layersFollowEachOtherByHowOftenTheyChange() throws IOException {
        var layers = Product.CATALOG.layers(root, folder, Instant.parse(TIME), Optional.empty());
        assertThat(layers.stream().map(layer -> layer.getName()))
                .containsExactly("libraries", "quarkus", "shared", "application", "site");
        assertThat(layers.stream()
                        .map(layer -> layer.getEntries().stream()
                                .map(entry ->
                                        entry.getExtractionPath().toString().replace("/opt/testamur/", ""))
                                .toList()))
                .containsExactly(
                        List.of("lib/main/io.vertx.vertx-core-4.5.25.jar"),
                        List.of("lib/boot/org.crac.crac-1.5.0.jar", "lib/main/io.quarkus.quarkus-core-3.34.1.jar"),
                        List.of("lib/main/org.testamur.platform-1.jar"),
                        List.of(
                                "app/catalog-service-1.jar",
                                "quarkus-run.jar",
                                "quarkus/generated-bytecode.jar",
                                "class-path"),
                        List.of("site/campus/index.html"));
    }

    @Test
    void aCacheIsTheLastLayerAndTheServiceStartsByIt() throws IOException, InterruptedException {
        var plain = build(root, "plain");
        var caches = Files.createDirectories(folder.resolve("caches"));
        for (var product : Product.values()) {
            if (product.isTrained()) {
                Tiny.write(caches.resolve(product.part() + ".aot"), "learnt by " + product);
            }
        }
        var options = options(root, base, folder.resolve("trained"));
        options.put("caches", caches.toString());
        var trained = Images.build(options, line -> {});

        for (var product : Product.values()) {
            var before = layers(of(plain, product));
            var after = layers(of(trained, product));
            if (product == Product.SIGNER) {
                assertThat(after).isEqualTo(before);
                continue;
            }
            assertThat(after.subList(0, before.size())).isEqualTo(before);
            assertThat(after).hasSize(before.size() + 1);
            var unpacked = unpacked(of(trained, product));
            var run = manifest(unpacked).path("config").path("digest").asText();
            var config = Tiny.JSON.readTree(
                    unpacked.resolve("blobs/" + run.replace(':', '/')).toFile());
            assertThat(config.path("config").path("Entrypoint").toString())
                    .contains("-XX:AOTCache=testamur.aot", "@class-path", "io.quarkus.runner.GeneratedMain");
        }
        assertThat(texts(of(trained, Product.CATALOG)))
                .containsEntry("opt/testamur/testamur.aot", "learnt by CATALOG")
                .containsEntry(
                        "opt/testamur/class-path",
                        "-cp \"quarkus/generated-bytecode.jar:app/catalog-service-1.jar:lib/boot/org.crac.crac-1.5.0.jar:"
                                + "lib/main/org.testamur.platform-1.jar:lib/main/io.vertx.vertx-core-4.5.25.jar:"
                                + "lib/main/io.quarkus.quarkus-core-3.34.1.jar\"\n");
    }

    @Test
    void aCacheThatIsMissingIsNamed() throws IOException {
        var options = options(root, base, folder.resolve("trained"));
        options.put("caches", Files.createDirectories(folder.resolve("none")).toString());
        assertThatThrownBy(() -> Images.build(options, line -> {}))
                .isInstanceOf(ImagesException.class)
                .hasMessageContaining("There is no cache for testamur-catalog")
                .hasMessageContaining("catalog.aot");
    }

    @Test
    void filesBelongToRootAndBearOneTime() throws IOException, InterruptedException {
        var folder = unpacked(of(images, Product.SIGNER));
        var manifest = manifest(folder);
        var seen = new ArrayList<String>();
        for (int i = 2; i < manifest.path("layers").size(); i++) {
            var layer = folder.resolve("blobs/"
                    + manifest.path("layers").get(i).path("digest").asText().replace(':', '/'));
            try (var in = new TarArchiveInputStream(Archive.plain(layer))) {
                for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    assertThat(entry.getLongUserId() + entry.getLongGroupId()).isZero();
                    assertThat(entry.getMode() & 07777).isEqualTo(entry.isDirectory() ? 0755 : 0644);
                    if (entry.isFile()) {
                        assertThat(entry.getLastModifiedTime().toInstant()).hasToString(TIME);
                        seen.add(entry.getName());
                    }
                }
            }
        }
        assertThat(seen)
                .containsExactly(
                        "opt/testamur/lib/jspecify-1.0.0.jar",
                        "opt/testamur/lib/platform-data-integrity-1.jar",
                        "opt/testamur/signer.jar");
    }

    @Test
    void anImageSaysHowItRunsAndWhatItIs() throws IOException, InterruptedException {
        var layout = unpacked(of(images, Product.VERIFICATION));
        var config = Tiny.JSON.readTree(layout.resolve("blobs/"
                        + manifest(layout)
                                .path("config")
                                .path("digest")
                                .asText()
                                .replace(':', '/'))
                .toFile());
        assertThat(config.path("created").asText()).isEqualTo(TIME);
        assertThat(config.path("history"))
                .allSatisfy(
                        line -> assertThat(line.path("created").asText(TIME)).isEqualTo(TIME));
        var run = config.path("config");
        assertThat(run.path("User").asText()).isEqualTo("10001:10001");
        assertThat(run.path("WorkingDir").asText()).isEqualTo("/opt/testamur");
        assertThat(run.path("Entrypoint").toString())
                .isEqualTo(
                        "[\"java\",\"--enable-native-access=ALL-UNNAMED\",\"--sun-misc-unsafe-memory-access=allow\",\"-jar\",\"quarkus-run.jar\"]");
        assertThat(run.path("Cmd")).isEmpty();
        assertThat(run.path("ExposedPorts").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("8085/tcp", "9085/tcp");
        assertThat(run.path("Env").toString()).contains("PATH=/opt/java/openjdk/bin:/bin", "QUARKUS_HTTP_HOST=0.0.0.0");
        Map<String, String> labels = new HashMap<>();
        run.path("Labels")
                .properties()
                .forEach(label -> labels.put(
                        label.getKey().replace("org.opencontainers.image.", ""),
                        label.getValue().asText()));
        assertThat(labels)
                .containsEntry("title", "testamur-verification")
                .containsEntry("version", "0.1.0")
                .containsEntry("revision", "abc")
                .containsEntry("licenses", "Apache-2.0")
                .containsEntry("created", TIME)
                .containsKeys("vendor", "description", "base.digest");
    }

    @Test
    void aReaderWithoutOurSoftwareFindsThemSound() throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of("python3", PROJECT.resolve("deploy/images/check.py").toString()));
        images.values().forEach(image -> command.add(image.file().toString()));
        assertThat(run(command)).isEqualTo("0");
        // It does notice.
        var layout = unpacked(of(images, Product.CATALOG));
        var files = new TreeMap<String, Path>();
        try (var found = Files.walk(layout)) {
            found.filter(Files::isRegularFile)
                    .forEach(file -> files.put(layout.relativize(file).toString(), file));
        }
        Tiny.write(
                layout.resolve(
                        "blobs/" + layers(of(images, Product.CATALOG)).getLast().replace(':', '/')),
                "changed");
        var damaged = folder.resolve("damaged.tar");
        Archive.pack(files, damaged);
        assertThat(run(List.of(command.get(0), command.get(1), damaged.toString())))
                .isNotEqualTo("0");
    }

    @Test
    void theChartFindsWhatItExpects() throws IOException, InterruptedException {
        var values = Files.readString(PROJECT.resolve("deploy/helm/testamur/values.yaml"));
        assertThat(values).contains("prefix: testamur-\n").contains("\nuser: 10001\n");
        var services = Files.readString(PROJECT.resolve("deploy/helm/testamur/files/services.yaml"));
        var named = Pattern.compile("- name: (\\w+)\n  port: (\\d+)\n  managementPort: (\\d+)")
                .matcher(services);
        var ports = new HashMap<String, List<Integer>>();
        while (named.find()) {
            ports.put(named.group(1), List.of(Integer.valueOf(named.group(2)), Integer.valueOf(named.group(3))));
        }
        var signer = Files.readString(PROJECT.resolve("deploy/helm/testamur/templates/signer.yaml"));
        assertThat(signer).contains("port=8446\n");
        ports.put("signer", List.of(8446));
        var ours = new HashMap<String, List<Integer>>();
        for (var product : Product.values()) {
            ours.put(product.part(), product.ports());
        }
        assertThat(ours).isEqualTo(ports);
        // The tests of the charts render with this file.
        assertThat(Files.readString(shared.resolve("images/images.yaml"))
                        .replaceAll("sha256:[0-9a-f]{64}", "sha256:" + "a".repeat(64)))
                .isEqualTo(Files.readString(PROJECT.resolve("deploy/images/src/test/resources/images.yaml")));
        // What the entry points name is there.
        assertThat(PROJECT.resolve("signer/src/main/java/org/testamur/signer/SigningProcess.java"))
                .exists();
        assertThat(Files.readString(PROJECT.resolve("deploy/images/Dockerfile")))
                .contains(entrypoint(Product.ISSUANCE), "USER 10001:10001");
        assertThat(Files.readString(PROJECT.resolve("deploy/images/Dockerfile.signer")))
                .contains(entrypoint(Product.SIGNER), "USER 10001:10001");
    }

    @Test
    void onABaseThatIsNotTheOneAskedForNothingIsBuilt() {
        var options = options(root, "images");
        options.put("base-digest", "sha256:" + "1".repeat(64));
        assertThatThrownBy(() -> Images.build(options, line -> {}))
                .isInstanceOf(ImagesException.class)
                .hasMessageContaining("and not sha256:111");
        assertThat(folder.resolve("images")).isEmptyDirectory();
    }

    @Test
    void whatIsNotPackagedIsNamed() throws IOException {
        Files.delete(Product.ENROLMENT.target(root).resolve("quarkus-app/quarkus-run.jar"));
        assertThatThrownBy(() -> build(root, "images")).hasMessageContaining("The service enrolment is not packaged");
    }

    @Test
    void optionsThatAreMissingOrWrongAreNamed() {
        assertThatThrownBy(() -> Images.options("--base", "a")).hasMessage("--root is missing.");
        assertThatThrownBy(() -> Images.options("--colour", "a")).hasMessage("images does not know --colour.");
        assertThatThrownBy(() -> Images.options("--base")).hasMessage("--base needs a value.");
        refused("tag", "no/tag", "is no tag");
        refused("user", "root", "must be a number");
        refused("user", "0", "above 0");
        refused("time", "today", "must be a time");
        refused("base-digest", "sha256:abc", "is no digest");
    }

    private void refused(String name, String value, String message) {
        var options = options(root, "refused");
        options.put(name, value);
        assertThatThrownBy(() -> Images.build(options, line -> {}))
                .isInstanceOf(ImagesException.class)
                .hasMessageContaining(message);
    }

    private Map<Product, ImageBuild.Built> build(Path root, String to) throws IOException, InterruptedException {
        return Images.build(options(root, to), line -> {});
    }

    private static ImageBuild.Built of(Map<Product, ImageBuild.Built> built, Product product) {
        return Objects.requireNonNull(built.get(product));
    }

    private Map<String, String> options(Path root, String to) {
        return options(root, base, folder.resolve(to));
    }

    private static Map<String, String> options(Path root, Path base, Path to) {
        return new HashMap<>(Images.options(
                "--root",
                root.toString(),
                "--base",
                base.toString(),
                "--to",
                to.toString(),
                "--tag",
                "0.1.0",
                "--version",
                "0.1.0",
                "--revision",
                "abc",
                "--time",
                TIME,
                "--user",
                "10001"));
    }

    private Path unpacked(ImageBuild.Built image) throws IOException {
        var layout = Files.createTempDirectory(folder, "layout");
        Archive.unpack(image.file(), layout);
        return layout;
    }

    private List<String> layers(ImageBuild.Built image) throws IOException {
        var digests = new ArrayList<String>();
        manifest(unpacked(image))
                .path("layers")
                .forEach(layer -> digests.add(layer.path("digest").asText()));
        return digests;
    }

    /** What the files of all layers hold, by their names. */
    private Map<String, String> texts(ImageBuild.Built image) throws IOException {
        var layout = unpacked(image);
        var texts = new HashMap<String, String>();
        for (var descriptor : manifest(layout).path("layers")) {
            var layer =
                    layout.resolve("blobs/" + descriptor.path("digest").asText().replace(':', '/'));
            try (var in = new TarArchiveInputStream(Archive.plain(layer))) {
                for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    if (entry.isFile()) {
                        texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return texts;
    }

    private static JsonNode manifest(Path layout) throws IOException {
        var index = Tiny.JSON.readTree(layout.resolve("index.json").toFile());
        var digest = index.path("manifests").get(0).path("digest").asText();
        return Tiny.JSON.readTree(
                layout.resolve("blobs/" + digest.replace(':', '/')).toFile());
    }

    private static String entrypoint(Product product) {
        return "ENTRYPOINT [\"" + String.join("\", \"", product.entrypoint(false)) + "\"]";
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        var output = Files.createTempFile(folder, "output", ".txt");
        var code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return code == 0 ? "0" : code + ": " + Files.readString(output, StandardCharsets.UTF_8);
    }
}
