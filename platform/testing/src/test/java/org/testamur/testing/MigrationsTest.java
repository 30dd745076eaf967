package org.testamur.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
        for (Path folder : folders()) {
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

    /** A service that migrates nothing compares it with what its database has. */
    @Test
    void theNewestMigrationIsNamedBesideTheOthers() throws IOException {
        for (Path folder : folders()) {
            try (Stream<Path> files = Files.list(folder)) {
                String newest = files.map(file -> file.getFileName().toString())
                        .filter(name -> name.startsWith("V"))
                        .map(name -> name.substring(1, name.indexOf("__")).replace('_', '.'))
                        .max(Comparator.comparing(ModuleDescriptor.Version::parse))
                        .orElseThrow();
                assertEquals(newest, Files.readString(folder.resolve("newest")).strip(), folder.resolve("newest") + "");
            }
        }
    }

    private static List<Path> folders() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            List<Path> folders = Stream.concat(
                            modules.map(module -> module.resolve("src/main/resources/db/migration"))
                                    .filter(Files::isDirectory)
                                    .sorted(),
                            Stream.of(ROOT.resolve("platform/src/main/resources/db/platform")))
                    .toList();
            assertEquals(6, folders.size());
            return folders;
        }
    }
}
