package org.testamur.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the migrations of each service to one file for each version: Flyway refuses two only when a service starts. */
class MigrationsTest {

    private static final Path ROOT = DocumentationTest.root();

    @Test
    void noTwoMigrationsOfAServiceHaveOneVersion() throws IOException {
        List<Path> folders;
        try (Stream<Path> modules = Files.list(ROOT)) {
            folders = modules.map(module -> module.resolve("src/main/resources/db/migration"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
        assertFalse(folders.isEmpty());
        for (Path folder : folders) {
            Set<String> versions = new HashSet<>();
            try (Stream<Path> files = Files.list(folder)) {
                List<String> repeated = files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("V"))
                        .map(name -> name.substring(0, name.indexOf("__")))
                        .filter(version -> !versions.add(version))
                        .toList();
                assertEquals(List.of(), repeated, folder.toString());
            }
        }
    }
}
