package org.testamur.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A base image and packaged applications as small as they can be. */
final class Tiny {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final String SBOM = """
            {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [%s], "dependencies": []}
            """;

    private final Path folder;
    private final Map<String, Path> files = new TreeMap<>();
    private int count;

    Tiny(Path folder) {
        this.folder = folder;
    }

    /** An OCI layout of one image of two layers, the second one plain where it is said. */
    Path layout(String architecture, boolean secondCompressed) throws IOException {
        files.clear();
        var first = tar("etc/os-release", "NAME=Tiny\n");
        var second = tar("opt/java/openjdk/bin/java", "#!/bin/sh\n");
        var config = configuration(architecture, List.of(first, second));
        var manifest = JSON.createObjectNode().put("schemaVersion", 2);
        manifest.set("config", descriptor("application/vnd.oci.image.config.v1+json", JSON.writeValueAsBytes(config)));
        var layers = manifest.putArray("layers");
        layers.add(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", gzip(first)));
        layers.add(
                secondCompressed
                        ? descriptor("application/vnd.oci.image.layer.v1.tar+gzip", gzip(second))
                        : descriptor("application/vnd.oci.image.layer.v1.tar", second));
        var index = JSON.createObjectNode().put("schemaVersion", 2);
        index.putArray("manifests")
                .add(descriptor("application/vnd.oci.image.manifest.v1+json", JSON.writeValueAsBytes(manifest)));
        put("index.json", JSON.writeValueAsBytes(index));
        put("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.UTF_8));
        return packed();
    }

    /** What an older {@code docker save} writes. */
    Path dockerArchive() throws IOException {
        files.clear();
        var layer = tar("etc/os-release", "NAME=Tiny\n");
        put("abc/layer.tar", layer);
        put("config.json", JSON.writeValueAsBytes(configuration("amd64", List.of(layer))));
        put(
                "manifest.json",
                "[{\"Config\":\"config.json\",\"RepoTags\":null,\"Layers\":[\"abc/layer.tar\"]}]"
                        .getBytes(StandardCharsets.UTF_8));
        return packed();
    }

    /** Changes a file of the image that was made last. */
    Path with(String name, String content) throws IOException {
        put(name, content.getBytes(StandardCharsets.UTF_8));
        return packed();
    }

    Path without(String prefix) throws IOException {
        files.keySet().removeIf(name -> name.startsWith(prefix));
        return packed();
    }

    /** All products, packaged. */
    Path products(String name) throws IOException {
        var root = folder.resolve(name);
        for (var product : Product.values()) {
            var target = product.target(root);
            Map<String, String> content = new HashMap<>();
            if (product == Product.SIGNER) {
                content.put("testamur-signer-1.jar", "signer");
                content.put("lib/jspecify-1.0.0.jar", "library");
                content.put("lib/platform-data-integrity-1.jar", "shared");
                content.put("bom.json", sbom("org.jspecify:jspecify:1.0.0", "org.testamur:platform-data-integrity:1"));
            } else {
                content.put("quarkus-app/quarkus-run.jar", "run");
                content.put("quarkus-app/quarkus-app-dependencies.txt", "notes");
                content.put("quarkus-app/app/" + product.part() + "-service-1.jar", product.part());
                content.put("quarkus-app/quarkus/generated-bytecode.jar", "generated " + product.part());
                content.put("quarkus-app/lib/boot/org.crac.crac-1.5.0.jar", "boot");
                content.put("quarkus-app/lib/main/io.quarkus.quarkus-core-3.34.1.jar", "quarkus");
                content.put("quarkus-app/lib/main/io.vertx.vertx-core-4.5.25.jar", "library");
                content.put("quarkus-app/lib/main/org.testamur.platform-1.jar", "shared");
                content.put(
                        "bom.json",
                        sbom(
                                "org.crac:crac:1.5.0",
                                "io.quarkus:quarkus-core:3.34.1",
                                "io.vertx:vertx-core:4.5.25",
                                "org.testamur:platform:1"));
                if (product == Product.CATALOG) {
                    content.put("site/campus/index.html", "<!doctype html>");
                    content.put("site/.key", "the build's own");
                }
            }
            for (var file : content.entrySet()) {
                write(target.resolve(file.getKey()), file.getValue());
            }
        }
        return root;
    }

    static void write(Path file, String content) throws IOException {
        var parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, content);
    }

    static String sbom(String... coordinates) {
        var components = new ArrayList<String>();
        for (var coordinate : coordinates) {
            var parts = coordinate.split(":", -1);
            components.add("""
                    {"type": "library", "group": "%1$s", "name": "%2$s", "version": "%3$s",
                     "purl": "pkg:maven/%1$s/%2$s@%3$s?type=jar"}""".formatted(parts[0], parts[1], parts[2]));
        }
        return SBOM.formatted(String.join(",", components));
    }

    private JsonNode configuration(String architecture, List<byte[]> layers) throws IOException {
        var config = JSON.createObjectNode().put("os", "linux").put("architecture", architecture);
        config.putObject("config").putArray("Env").add("PATH=/opt/java/openjdk/bin:/bin");
        var contents = config.putObject("rootfs").put("type", "layers").putArray("diff_ids");
        for (var layer : layers) {
            contents.add(digest(layer));
        }
        return config;
    }

    private JsonNode descriptor(String type, byte[] content) throws IOException {
        var digest = digest(content);
        put("blobs/" + digest.replace(':', '/'), content);
        return JSON.createObjectNode()
                .put("mediaType", type)
                .put("digest", digest)
                .put("size", content.length);
    }

    private void put(String name, byte[] content) throws IOException {
        var file = Files.createDirectories(folder.resolve("parts")).resolve("part-" + count++);
        Files.write(file, content);
        files.put(name, file);
    }

    private Path packed() throws IOException {
        var archive = folder.resolve("base-" + count++ + ".tar");
        Archive.pack(new TreeMap<>(files), archive);
        return archive;
    }

    private static String digest(byte[] content) throws IOException {
        return Digest.of(new ByteArrayInputStream(content)).toString();
    }

    private static byte[] tar(String name, String content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new TarArchiveOutputStream(bytes)) {
            var entry = new TarArchiveEntry(name);
            var data = content.getBytes(StandardCharsets.UTF_8);
            entry.setSize(data.length);
            entry.setModTime(0L);
            out.putArchiveEntry(entry);
            out.write(data);
            out.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
