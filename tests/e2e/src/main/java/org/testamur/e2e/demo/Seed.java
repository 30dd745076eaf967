package org.testamur.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The content of {@code deploy/local/seed}. */
public record Seed(
        List<Organisation> institutions, List<Organisation> employers, List<MicroCredential> microCredentials) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /**
     * An institution or employer in the words of the API.
     *
     * @param logo empty for employers
     */
    public record Organisation(ObjectNode body, List<Path> logo) {

        public String slug() {
            return body.path("slug").asText();
        }
    }

    /** A micro-credential in the words of the API, its picture, and what the demo does with it. */
    public record MicroCredential(String slug, String institution, ObjectNode body, Path image, JsonNode demo) {

        public String title() {
            return body.path("title").asText();
        }
    }

    public static Seed read(Path folder) {
        return new Seed(
                files(folder.resolve("institutions")).map(Seed::organisation).toList(),
                files(folder.resolve("employers")).map(Seed::organisation).toList(),
                files(folder.resolve("micro-credentials"))
                        .map(Seed::microCredential)
                        .toList());
    }

    public Organisation institution(String slug) {
        return named(institutions, slug);
    }

    public Organisation employer(String slug) {
        return named(employers, slug);
    }

    public MicroCredential microCredential(String slug) {
        return microCredentials.stream()
                .filter(candidate -> candidate.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    /** By the end of a picture's name. */
    public static String mediaType(Path picture) {
        return picture.toString().endsWith(".svg") ? "image/svg+xml" : "image/png";
    }

    private static Organisation named(List<Organisation> organisations, String slug) {
        return organisations.stream()
                .filter(candidate -> candidate.slug().equals(slug))
                .findFirst()
                .orElseThrow();
    }

    private static Organisation organisation(Path file) {
        ObjectNode body = yaml(file);
        JsonNode logo = body.remove("logo");
        return new Organisation(body, logo == null ? List.of() : List.of(file.resolveSibling(logo.asText())));
    }

    private static MicroCredential microCredential(Path file) {
        ObjectNode body = yaml(file);
        return new MicroCredential(
                file.getFileName().toString().replaceFirst("\\.yaml$", ""),
                body.remove("institution").asText(),
                body,
                file.resolveSibling(body.remove("image").asText()),
                body.remove("demo"));
    }

    private static ObjectNode yaml(Path file) {
        try {
            return (ObjectNode) YAML.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": " + e.getMessage(), e);
        }
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
