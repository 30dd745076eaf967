package org.testamur.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomTest {

    @TempDir
    private Path folder;

    @Test
    void librariesThatAreNamedStayAsTheyAre() throws IOException {
        var sbom = sbom("io.vertx:vertx-core:4.5.25", "org.jspecify:jspecify:1.0.0");
        var before = sbom.toString();
        Sbom.complete(
                sbom, List.of(folder.resolve("io.vertx.vertx-core-4.5.25.jar"), folder.resolve("jspecify-1.0.0.jar")));
        assertThat(sbom.toString()).isEqualTo(before);
    }

    @Test
    void aClassifierIsPartOfTheName() throws IOException {
        var sbom = (ObjectNode) Tiny.JSON.readTree("""
                {"components": [{"group": "a", "name": "b", "version": "1", "purl": "pkg:maven/a/b@1?classifier=linux&type=jar"}]}
                """);
        Sbom.complete(sbom, List.of(folder.resolve("a.b-1-linux.jar")));
        assertThat(sbom.path("components")).hasSize(1);
    }

    @Test
    void whatQuarkusAddsIsAddedByWhatTheLibrarySaysOfItself() throws IOException {
        var jar = folder.resolve("io.quarkus.quarkus-flyway-postgresql-3.34.1.jar");
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("META-INF/maven/io.quarkus/quarkus-flyway-postgresql/pom.properties"));
            out.write("groupId=io.quarkus\nartifactId=quarkus-flyway-postgresql\nversion=3.34.1\n"
                    .getBytes(StandardCharsets.UTF_8));
        }
        var sbom = sbom("io.vertx:vertx-core:4.5.25");
        Sbom.complete(sbom, List.of(jar));
        var added = sbom.path("components").get(1);
        assertThat(added.path("purl").asText())
                .isEqualTo("pkg:maven/io.quarkus/quarkus-flyway-postgresql@3.34.1?type=jar");
        assertThat(added.path("hashes").get(0).path("content").asText())
                .isEqualTo(Digest.of(jar).hex());
        assertThat(sbom.path("dependencies").get(0).path("ref")).isEqualTo(added.path("bom-ref"));
    }

    @Test
    void aLibraryThatNobodyNamesIsRefused() throws IOException {
        var jar = folder.resolve("unknown-1.jar");
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("A.class"));
        }
        assertThatThrownBy(() -> Sbom.complete(sbom(), List.of(jar)))
                .isInstanceOf(ImagesException.class)
                .hasMessageContaining("unknown-1.jar");
    }

    private static ObjectNode sbom(String... coordinates) throws IOException {
        return (ObjectNode) Tiny.JSON.readTree(Tiny.sbom(coordinates));
    }
}
