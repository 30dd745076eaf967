package org.testamur.images;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * The image that others are built on: an operating system with a Java runtime, for Linux on x86-64, whose libraries the
 * services bring. It is read from an OCI layout (image-spec 1.1, image-layout) or from what {@code docker save} writes, and
 * every part is held against its digest.
 *
 * @param digests what may name it: the index and the manifest of a layout, and the configuration (Docker's image id)
 * @param digest the one of them that says most: the manifest's, or the configuration's where there is no manifest
 * @param layers in their order
 */
record BaseImage(Set<Digest> digests, Digest digest, Path configuration, List<Path> layers) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPERATING_SYSTEM = "linux";
    private static final String ARCHITECTURE = "amd64";
    private static final Set<String> INDEXES = Set.of(
            "application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json");

    /** Reads and checks it; its files stay in the folder, which is empty before. */
    static BaseImage read(Path archive, Path folder) throws IOException {
        if (!Files.isRegularFile(archive)) {
            throw new ImagesException("There is no base image " + archive + ": deploy/images/base.sh makes one.");
        }
        try {
            Archive.unpack(archive, folder);
            BaseImage image;
            if (Files.isRegularFile(folder.resolve("index.json"))) {
                image = ofLayout(folder);
            } else if (Files.isRegularFile(folder.resolve("manifest.json"))) {
                image = ofDockerArchive(folder);
            } else {
                throw new ImagesException(
                        archive
                                + " is no image: it has neither index.json (an OCI layout) nor manifest.json (of docker save).");
            }
            image.check();
            return image;
        } catch (JacksonException e) {
            throw new ImagesException(archive + " is no image: what should be JSON is not. " + e.getOriginalMessage());
        }
    }

    /** Refuses another image than the one that was asked for. */
    void require(Digest wanted) {
        if (!digests.contains(wanted)) {
            throw new ImagesException("The base image is " + digest + " and not " + wanted + ".");
        }
    }

    /**
     * Writes it as the one form of archive that Jib takes. Layers stay compressed as they are, so that a registry which has
     * them is sent nothing; where only some are, all are laid out plain, since Jib looks at the first alone.
     */
    void toDockerArchive(Path archive, Path folder) throws IOException {
        var files = new TreeMap<String, Path>();
        boolean compressed = true;
        for (var layer : layers) {
            compressed &= Archive.isGzip(layer);
        }
        var manifest = JSON.createArrayNode();
        var image = manifest.addObject().put("Config", "config.json");
        files.put("config.json", configuration);
        var names = image.putArray("Layers");
        for (int i = 0; i < layers.size(); i++) {
            var layer = layers.get(i);
            if (!compressed && Archive.isGzip(layer)) {
                var plain = folder.resolve("plain-" + i);
                try (var in = Archive.plain(layer)) {
                    Files.copy(in, plain);
                }
                layer = plain;
            }
            var name = "layer-" + i;
            names.add(name);
            files.put(name, layer);
        }
        var written = folder.resolve("jib-manifest.json");
        JSON.writeValue(written.toFile(), manifest);
        files.put("manifest.json", written);
        Archive.pack(files, archive);
    }

    private static BaseImage ofLayout(Path folder) throws IOException {
        Set<Digest> digests = new LinkedHashSet<>();
        var descriptor =
                chosen(folder, JSON.readTree(folder.resolve("index.json").toFile()), digests);
        var digest = Digest.of(descriptor.path("digest").asText());
        var manifest = JSON.readTree(blob(folder, descriptor).toFile());
        var layers = new ArrayList<Path>();
        for (var layer : manifest.path("layers")) {
            if (layer.path("mediaType").asText().endsWith("zstd")) {
                throw new ImagesException("The base image has layers that are compressed by zstd: copy it with gzip"
                        + " (skopeo copy --dest-compress-format gzip).");
            }
            layers.add(blob(folder, layer));
        }
        digests.add(Digest.of(manifest.path("config").path("digest").asText()));
        return new BaseImage(Set.copyOf(digests), digest, blob(folder, manifest.path("config")), List.copyOf(layers));
    }

    /** The one image of an index for this system; indexes may nest. Adds the digests on the way. */
    private static JsonNode chosen(Path folder, JsonNode index, Set<Digest> digests) throws IOException {
        var candidates = new ArrayList<JsonNode>();
        for (var descriptor : index.path("manifests")) {
            var platform = descriptor.path("platform");
            if (platform.isMissingNode()
                    || platform.path("os").asText().equals(OPERATING_SYSTEM)
                            && platform.path("architecture").asText().equals(ARCHITECTURE)) {
                candidates.add(descriptor);
            }
        }
        if (candidates.size() != 1) {
            throw new ImagesException("The base must be one image for " + OPERATING_SYSTEM + "/" + ARCHITECTURE
                    + ", and the archive has " + candidates.size() + " of them.");
        }
        var descriptor = candidates.getFirst();
        digests.add(Digest.of(descriptor.path("digest").asText()));
        return INDEXES.contains(descriptor.path("mediaType").asText())
                ? chosen(folder, JSON.readTree(blob(folder, descriptor).toFile()), digests)
                : descriptor;
    }

    private static Path blob(Path folder, JsonNode descriptor) throws IOException {
        var digest = Digest.of(descriptor.path("digest").asText());
        var file = folder.resolve("blobs").resolve("sha256").resolve(digest.hex());
        if (!Files.isRegularFile(file)) {
            throw new ImagesException("The base image is not whole: it has no " + digest + ".");
        }
        if (Files.size(file) != descriptor.path("size").asLong(-1)
                || !Digest.of(file).equals(digest)) {
            throw new ImagesException("The base image is damaged: what it calls " + digest + " is something else.");
        }
        return file;
    }

    private static BaseImage ofDockerArchive(Path folder) throws IOException {
        var images = JSON.readTree(folder.resolve("manifest.json").toFile());
        if (images.size() != 1) {
            throw new ImagesException("The base must be one image, and the archive has " + images.size() + ".");
        }
        var configuration = member(folder, images.get(0).path("Config").asText());
        var layers = new ArrayList<Path>();
        for (var layer : images.get(0).path("Layers")) {
            layers.add(member(folder, layer.asText()));
        }
        var id = Digest.of(configuration);
        return new BaseImage(Set.of(id), id, configuration, List.copyOf(layers));
    }

    private static Path member(Path folder, String name) {
        var file = folder.resolve(name).normalize();
        if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
            throw new ImagesException("The base image is not whole: it has no " + name + ".");
        }
        return file;
    }

    /** The configuration names the system and, by the digests of what the layers hold, each layer. */
    private void check() throws IOException {
        var json = JSON.readTree(configuration.toFile());
        var platform =
                json.path("os").asText() + "/" + json.path("architecture").asText();
        if (!platform.equals(OPERATING_SYSTEM + "/" + ARCHITECTURE)) {
            throw new ImagesException("The base image is for " + platform + ", and the services' libraries are for "
                    + OPERATING_SYSTEM + "/" + ARCHITECTURE + ".");
        }
        var contents = json.path("rootfs").path("diff_ids");
        if (contents.size() != layers.size()) {
            throw new ImagesException("The base image has " + layers.size() + " layers, and its configuration names "
                    + contents.size() + ".");
        }
        for (int i = 0; i < layers.size(); i++) {
            try (var in = Archive.plain(layers.get(i))) {
                if (!Digest.of(in).toString().equals(contents.get(i).asText())) {
                    throw new ImagesException(
                            "The base image is damaged: its layer " + (i + 1) + " is not the one that it names.");
                }
            }
        }
    }
}
