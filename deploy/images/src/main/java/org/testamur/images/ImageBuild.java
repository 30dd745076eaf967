package org.testamur.images;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/** Builds images on one base. Equal files on an equal base, with equal settings, make equal digests. */
final class ImageBuild {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path root;
    private final Path scratch;
    private final BaseImage base;
    private final Settings settings;
    private final Path baseArchive;

    /**
     * @param time the time that images and their files bear, whenever they are built
     * @param version of the software; also the images' tag unless there is another
     * @param revision the commit; empty: none is named
     * @param user whom the process runs as, a number
     * @param caches a folder of what the JVM learnt in training, such as {@code catalog.aot}, one for each service
     */
    record Settings(Instant time, String version, String tag, String revision, long user, Optional<Path> caches) {

        /** Refuses a folder that lacks the product's. */
        Optional<Path> cache(Product product) {
            if (caches.isEmpty() || !product.isTrained()) {
                return Optional.empty();
            }
            var cache = caches.get().resolve(product.part() + ".aot");
            if (!Files.isRegularFile(cache)) {
                throw new ImagesException("There is no cache for " + product.image() + ": " + cache + ".");
            }
            return Optional.of(cache);
        }
    }

    /** What was built; the digest is the manifest's, by which a registry names the image. */
    record Built(Path file, Digest digest) {}

    /** The folder takes what is needed meanwhile; it is the caller's to delete. */
    ImageBuild(Path root, Path scratch, BaseImage base, Settings settings) throws IOException {
        this.root = root;
        this.scratch = scratch;
        this.base = base;
        this.settings = settings;
        this.baseArchive = scratch.resolve("base-for-jib.tar");
        base.toDockerArchive(baseArchive, scratch);
    }

    Built build(Product product, Path folder) throws IOException, InterruptedException {
        var name = product.image() + ":" + settings.tag();
        var layout = scratch.resolve(product.image() + ".tar");
        var cache = settings.cache(product);
        try {
            var built = Jib.from(TarImage.at(baseArchive))
                    .setFileEntriesLayers(product.layers(root, scratch, settings.time(), cache))
                    .setEntrypoint(product.entrypoint(cache.isPresent()))
                    .setProgramArguments(List.of())
                    .setWorkingDirectory(AbsoluteUnixPath.get(Product.DIRECTORY))
                    .setUser(settings.user() + ":" + settings.user())
                    .setExposedPorts(product.ports().stream().map(Port::tcp).collect(Collectors.toSet()))
                    // A container's address is its own; services listen on loopback unless they are told otherwise.
                    .setEnvironment(product == Product.SIGNER ? Map.of() : Map.of("QUARKUS_HTTP_HOST", "0.0.0.0"))
                    .setLabels(labels(product))
                    .setCreationTime(settings.time())
                    .setFormat(ImageFormat.OCI)
                    .containerize(Containerizer.to(TarImage.at(layout).named(name))
                            .setBaseImageLayersCache(scratch.resolve("base-cache"))
                            .setApplicationLayersCache(scratch.resolve("cache"))
                            .setOfflineMode(true)
                            .setToolName("testamur"));
            var digest = Digest.of(built.getDigest().toString());
            var file = folder.resolve(product.image() + ".tar");
            finish(layout, digest, name, file);
            return new Built(file, digest);
        } catch (ExecutionException
                | RegistryException
                | CacheDirectoryCreationException
                | InvalidImageReferenceException e) {
            throw new ImagesException(name + " could not be built: " + e.getMessage());
        }
    }

    private Map<String, String> labels(Product product) {
        var labels = new LinkedHashMap<String, String>();
        labels.put("title", product.image());
        labels.put("description", product.title());
        labels.put("vendor", "Testamur");
        labels.put("licenses", "Apache-2.0");
        labels.put("version", settings.version());
        labels.put("created", settings.time().toString());
        labels.put("base.digest", base.digest().toString());
        if (!settings.revision().isEmpty()) {
            labels.put("revision", settings.revision());
        }
        return labels.entrySet().stream()
                .collect(Collectors.toMap(label -> "org.opencontainers.image." + label.getKey(), Map.Entry::getValue));
    }

    /**
     * Names the image for those who read OCI layouts, adds the manifest that {@code docker load} reads, and writes all of it
     * in one order.
     */
    private void finish(Path layout, Digest digest, String name, Path file) throws IOException {
        var folder = Files.createDirectory(scratch.resolve(file.getFileName() + ".layout"));
        Archive.unpack(layout, folder);
        Files.delete(layout);
        var blobs = folder.resolve("blobs/sha256");
        var manifest = JSON.readTree(blobs.resolve(digest.hex()).toFile());
        var index = JSON.createObjectNode()
                .put("schemaVersion", 2)
                .put("mediaType", "application/vnd.oci.image.index.v1+json");
        var descriptor = index.putArray("manifests").addObject();
        descriptor
                .put("mediaType", "application/vnd.oci.image.manifest.v1+json")
                .put("digest", digest.toString())
                .put("size", Files.size(blobs.resolve(digest.hex())));
        descriptor.putObject("platform").put("architecture", "amd64").put("os", "linux");
        descriptor
                .putObject("annotations")
                .put("io.containerd.image.name", "docker.io/library/" + name)
                .put("org.opencontainers.image.ref.name", settings.tag());
        JSON.writeValue(folder.resolve("index.json").toFile(), index);
        var docker = JSON.createArrayNode();
        var image = docker.addObject()
                .put("Config", blob(manifest.path("config").path("digest").asText()));
        image.putArray("RepoTags").add(name);
        var layers = image.putArray("Layers");
        manifest.path("layers")
                .forEach(layer -> layers.add(blob(layer.path("digest").asText())));
        JSON.writeValue(folder.resolve("manifest.json").toFile(), docker);
        var files = new TreeMap<String, Path>();
        try (var found = Files.walk(folder)) {
            found.filter(Files::isRegularFile)
                    .forEach(path -> files.put(folder.relativize(path).toString(), path));
        }
        Archive.pack(files, file);
    }

    private static String blob(String digest) {
        return "blobs/sha256/" + Digest.of(digest).hex();
    }
}
