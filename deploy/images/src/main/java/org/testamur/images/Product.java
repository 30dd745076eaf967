package org.testamur.images;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What there are images of, and what each one holds. */
enum Product {
    CATALOG("Catalog of micro-credentials", 8081, 9081),
    ENROLMENT("Enrolment of learners", 8082, 9082),
    ASSESSMENT("Assessment and its results", 8083, 9083),
    ISSUANCE("Issuance of credentials", 8084, 9084),
    VERIFICATION("Verification of credentials", 8085, 9085),
    SIGNER("Signing process that holds keys", 8446);

    /** The working directory of every image. */
    static final String DIRECTORY = "/opt/testamur";

    /** What the JVM learnt in training (JEP 483, 514 and 515). */
    private static final String CACHE = "testamur.aot";
    /** Arguments for java: the class path on which a service starts by its cache. */
    private static final String CLASS_PATH = "class-path";

    private static final FilePermissions FILE = FilePermissions.fromOctalString("644");
    /** Netty, cryptography and compression load native libraries, and JCTools reaches into the JDK. */
    private static final List<String> JAVA =
            List.of("java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final String title;
    private final List<Integer> ports;

    Product(String title, Integer... ports) {
        this.title = title;
        this.ports = List.of(ports);
    }

    String title() {
        return title;
    }

    /** For requests, then for health and metrics. */
    List<Integer> ports() {
        return ports;
    }

    /** Such as {@code testamur-catalog}. */
    String image() {
        return "testamur-" + part();
    }

    /** Whether the JVM can be trained on it: the services. */
    boolean isTrained() {
        return this != SIGNER;
    }

    /**
     * Starts it; arguments follow.
     *
     * @param cached whether the image has a cache of the JVM, which wants all classes on one class path
     */
    List<String> entrypoint(boolean cached) {
        Stream<String> program;
        if (this == SIGNER) {
            program = Stream.of("-cp", "signer.jar:lib/*", "org.testamur.signer.SigningProcess");
        } else if (cached) {
            program = Stream.of(
                    // As the manifest of quarkus-run.jar says.
                    "--add-opens=java.base/java.lang=ALL-UNNAMED",
                    "-XX:AOTCache=" + CACHE,
                    "@" + CLASS_PATH,
                    "io.quarkus.runner.GeneratedMain");
        } else {
            program = Stream.of("-jar", "quarkus-run.jar");
        }
        return Stream.concat(JAVA.stream(), program).toList();
    }

    /** Where Maven packages it. */
    Path target(Path root) {
        return root.resolve(this == SIGNER ? "signer" : part() + "-service").resolve("target");
    }

    /**
     * Its layers, those that change least first: libraries, Quarkus, what the modules of Testamur share, the application
     * itself, the cache that fits all of them. Each file bears the time that is given and nobody but root may change it.
     *
     * @param scratch takes files that are made for the image
     * @param cache what the JVM learnt in training
     */
    List<FileEntriesLayer> layers(Path root, Path scratch, Instant time, Optional<Path> cache) throws IOException {
        var target = target(root);
        if (this == SIGNER) {
            return signer(target, time);
        }
        var layers = service(target, scratch, time);
        if (cache.isPresent()) {
            layers.addAll(Layer.built(new Layer("cache", time).add(cache.get(), CACHE)));
        }
        return layers;
    }

    private List<FileEntriesLayer> signer(Path target, Instant time) throws IOException {
        var libraries = new Layer("libraries", time);
        var shared = new Layer("shared", time);
        for (var jar : files(target.resolve("lib"))) {
            (named(jar, "platform-") ? shared : libraries).add(jar, "lib/" + jar.getFileName());
        }
        var jars = files(target).stream()
                .filter(file -> file.getFileName().toString().matches("testamur-signer-[^/]*\\.jar"))
                .toList();
        if (jars.size() != 1) {
            throw new ImagesException("The signing process is not packaged: " + target + " has " + jars.size()
                    + " files testamur-signer-*.jar.");
        }
        var application = new Layer("application", time).add(jars.getFirst(), "signer.jar");
        return Layer.built(libraries, shared, application);
    }

    private List<FileEntriesLayer> service(Path target, Path scratch, Instant time) throws IOException {
        var packaged = target.resolve("quarkus-app");
        var runner = packaged.resolve("quarkus-run.jar");
        if (!Files.isRegularFile(runner)) {
            throw new ImagesException("The service " + part() + " is not packaged: there is no " + runner + ".");
        }
        var libraries = new Layer("libraries", time);
        var quarkus = new Layer("quarkus", time);
        var shared = new Layer("shared", time);
        var application = new Layer("application", time);
        for (var file : files(packaged)) {
            var path = packaged.relativize(file).toString();
            Layer layer;
            if (!path.startsWith("lib/")) {
                layer = application;
            } else if (named(file, "org.testamur.")) {
                layer = shared;
            } else if (path.startsWith("lib/boot/") || named(file, "io.quarkus.")) {
                layer = quarkus;
            } else {
                layer = libraries;
            }
            // What Quarkus notes for its own tools is no part of the application.
            if (!path.equals("quarkus-app-dependencies.txt")) {
                layer.add(file, path);
            }
        }
        var classPath = Files.createDirectories(scratch.resolve(image())).resolve(CLASS_PATH);
        Files.writeString(classPath, "-cp \"" + String.join(":", classPath(packaged)) + "\"\n");
        application.add(classPath, CLASS_PATH);
        var layers = new ArrayList<>(Layer.built(libraries, quarkus, shared, application));
        if (this == CATALOG) {
            layers.addAll(Layer.built(site(target.resolve("site"), time)));
        }
        return layers;
    }

    /** All jars, what Quarkus changed before what it changed. */
    private static List<String> classPath(Path packaged) throws IOException {
        var jars = new ArrayList<String>();
        for (var folder : List.of("quarkus", "app", "lib/boot", "lib/main")) {
            // Of Quarkus' own, what was transformed comes before what was generated, as its own runner has it.
            files(packaged.resolve(folder)).reversed().stream()
                    .map(file -> packaged.relativize(file).toString())
                    .filter(path -> path.endsWith(".jar"))
                    .forEach(jars::add);
        }
        return jars;
    }

    /** The front end, the viewer and the merged API document, which the catalog serves from its working directory. */
    private static Layer site(Path folder, Instant time) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ImagesException(
                    "The front end and the API's document are not built: there is no " + folder + ".");
        }
        var site = new Layer("site", time);
        // A name that begins with a dot is the build's own note.
        Predicate<Path> served = file -> !file.getFileName().toString().startsWith(".");
        for (var file : files(folder).stream().filter(served).toList()) {
            site.add(file, "site/" + folder.relativize(file));
        }
        return site;
    }

    /** The jars of its libraries. */
    List<Path> libraries(Path root) throws IOException {
        var folder = this == SIGNER ? "lib" : "quarkus-app/lib";
        return files(target(root).resolve(folder)).stream()
                .filter(file -> file.getFileName().toString().endsWith(".jar"))
                .toList();
    }

    /** Its name among the chart's values, and the stem of its module. */
    String part() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean named(Path jar, String prefix) {
        return jar.getFileName().toString().startsWith(prefix);
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** A layer while it is put together. */
    private record Layer(FileEntriesLayer.Builder builder, Instant time) {

        Layer(String name, Instant time) {
            this(FileEntriesLayer.builder().setName(name), time);
        }

        Layer add(Path file, String path) {
            builder.addEntry(file, AbsoluteUnixPath.get(DIRECTORY + "/" + path), FILE, time, "0:0");
            return this;
        }

        /** Empty ones are none. */
        static List<FileEntriesLayer> built(Layer... layers) {
            return Stream.of(layers)
                    .map(layer -> layer.builder.build())
                    .filter(layer -> !layer.getEntries().isEmpty())
                    .toList();
        }
    }
}
