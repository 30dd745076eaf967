package org.testamur.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarFile;

/**
 * The list of an image's Java libraries (CycloneDX 1.6). Maven's plugin makes it of the module's dependencies; it is held
 * against what the image holds, since Quarkus adds extensions of its own where others meet.
 */
final class Sbom {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Sbom() {}

    /** Puts it beside the image, such as {@code testamur-catalog.cdx.json}. */
    static void write(Product product, Path root, Path folder) throws IOException {
        var file = product.target(root).resolve("bom.json");
        if (!Files.isRegularFile(file)) {
            throw new ImagesException("There is no list of parts " + file + ": ./testamur images makes it.");
        }
        var sbom = (ObjectNode) JSON.readTree(file.toFile());
        complete(sbom, product.libraries(root));
        JSON.writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(product.image() + ".cdx.json").toFile(), sbom);
    }

    /** Adds libraries that no component names, by what Maven wrote into them; refuses one that does not say what it is. */
    static void complete(ObjectNode sbom, List<Path> jars) throws IOException {
        var known = names(sbom);
        for (var jar : jars) {
            if (!known.contains(jar.getFileName().toString())) {
                var origin = origin(jar);
                var purl = "pkg:maven/%s/%s@%s?type=jar"
                        .formatted(
                                origin.getProperty("groupId"),
                                origin.getProperty("artifactId"),
                                origin.getProperty("version"));
                var component = ((ArrayNode) sbom.withArray("components")).addObject();
                component
                        .put("type", "library")
                        .put("bom-ref", purl)
                        .put("group", origin.getProperty("groupId"))
                        .put("name", origin.getProperty("artifactId"))
                        .put("version", origin.getProperty("version"))
                        .put("purl", purl);
                component
                        .putArray("hashes")
                        .addObject()
                        .put("alg", "SHA-256")
                        .put("content", Digest.of(jar).hex());
                ((ArrayNode) sbom.withArray("dependencies")).addObject().put("ref", purl);
            }
        }
    }

    /** What the components' jars are called: NAME-VERSION[-CLASSIFIER].jar, with GROUP. before it as Quarkus names them. */
    private static Set<String> names(JsonNode sbom) {
        var names = new HashSet<String>();
        for (var component : sbom.path("components")) {
            var classifier = classifier(component.path("purl").asText());
            var jar = component.path("name").asText() + "-"
                    + component.path("version").asText() + (classifier.isEmpty() ? "" : "-" + classifier) + ".jar";
            names.add(jar);
            names.add(component.path("group").asText() + "." + jar);
        }
        return names;
    }

    private static String classifier(String purl) {
        for (var qualifier : purl.substring(purl.indexOf('?') + 1).split("&", -1)) {
            if (qualifier.startsWith("classifier=")) {
                return qualifier.substring("classifier=".length());
            }
        }
        return "";
    }

    private static Properties origin(Path jar) throws IOException {
        try (var opened = new JarFile(jar.toFile())) {
            var entries = opened.stream()
                    .filter(entry -> entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties"))
                    .toList();
            if (entries.size() != 1) {
                throw new ImagesException("The list of parts does not name " + jar.getFileName()
                        + ", and the library itself does not say what it is.");
            }
            var origin = new Properties();
            try (var in = opened.getInputStream(entries.getFirst())) {
                origin.load(in);
            }
            return origin;
        }
    }
}
