package org.testamur.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Builds the images of all products into a folder: for each an archive that is an OCI layout and that {@code docker load}
 * reads as well, the list of its parts (CycloneDX), and one values file for the chart that names images by digest.
 * {@code ./testamur images} packages what is stale and runs it.
 */
public final class Images {

    private static final Set<String> REQUIRED = Set.of("root", "base", "to", "tag", "version", "time", "user");
    private static final Set<String> OPTIONAL = Set.of("base-digest", "revision", "caches");
    /** What a registry takes (OCI distribution-spec 1.1, pulling manifests). */
    private static final Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");

    private Images() {}

    /** Takes pairs such as {@code --base FILE}; exits with 1 and a sentence where something is missing or wrong. */
    public static void main(String... arguments) throws IOException, InterruptedException {
        try {
            build(options(arguments), System.out::println);
        } catch (ImagesException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static Map<String, String> options(String... arguments) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            var name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
                throw new ImagesException("images does not know " + arguments[i] + ".");
            }
            if (i + 1 == arguments.length || arguments[i + 1].isBlank()) {
                throw new ImagesException(arguments[i] + " needs a value.");
            }
            options.put(name, arguments[i + 1]);
        }
        for (var name : REQUIRED.stream().sorted().toList()) {
            if (!options.containsKey(name)) {
                throw new ImagesException("--" + name + " is missing.");
            }
        }
        return options;
    }

    static Map<Product, ImageBuild.Built> build(Map<String, String> options, Consumer<String> progress)
            throws IOException, InterruptedException {
        var root = Path.of(option(options, "root"));
        var folder = Files.createDirectories(Path.of(option(options, "to")));
        var settings = settings(options);
        var wanted = Optional.ofNullable(options.get("base-digest")).map(Digest::of);
        // Beside the result, since the temporary folder may be small.
        var scratch = Files.createTempDirectory(folder, ".building-");
        try {
            var base = BaseImage.read(Path.of(option(options, "base")), Files.createDirectory(scratch.resolve("base")));
            wanted.ifPresent(base::require);
            progress.accept("base              " + base.digest());
            var images = new ImageBuild(root, scratch, base, settings);
            var built = new TreeMap<Product, ImageBuild.Built>();
            for (var product : Product.values()) {
                Sbom.write(product, root, folder);
                var image = images.build(product, folder);
                built.put(product, image);
                progress.accept("%-17s %s  %s".formatted(product.part(), image.digest(), image.file()));
            }
            Files.writeString(folder.resolve("images.yaml"), values(settings, built));
            return built;
        } finally {
            delete(scratch);
        }
    }

    private static ImageBuild.Settings settings(Map<String, String> options) {
        var tag = option(options, "tag");
        if (!TAG.matcher(tag).matches()) {
            throw new ImagesException(
                    "\"" + tag + "\" is no tag: letters, digits, dots, dashes and underscores, at most 128.");
        }
        try {
            var user = Long.parseLong(option(options, "user"));
            if (user <= 0) {
                throw new ImagesException("--user must be above 0: images do not run as root.");
            }
            return new ImageBuild.Settings(
                    Instant.parse(option(options, "time")),
                    option(options, "version"),
                    tag,
                    options.getOrDefault("revision", ""),
                    user,
                    Optional.ofNullable(options.get("caches")).map(Path::of));
        } catch (NumberFormatException e) {
            throw new ImagesException("--user must be a number, so that Kubernetes can see that it is not root.");
        } catch (DateTimeParseException e) {
            throw new ImagesException("--time must be a time such as 2026-11-01T00:00:00Z.");
        }
    }

    private static String option(Map<String, String> options, String name) {
        var value = options.get(name);
        if (value == null) {
            throw new ImagesException("--" + name + " is missing.");
        }
        return value;
    }

    /** For {@code helm -f}. The chart takes a tag or digests and refuses both, so a tag that another file names is emptied. */
    private static String values(ImageBuild.Settings settings, Map<Product, ImageBuild.Built> built) {
        var text = new StringBuilder("# The images that were tagged ")
                .append(settings.tag())
                .append(", by their digests.\nimage:\n  tag: \"\"\n  digests:\n");
        built.forEach((product, image) -> text.append("    ")
                .append(product.part())
                .append(": ")
                .append(image.digest())
                .append('\n'));
        return text.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (var found = Files.walk(folder)) {
            found.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
