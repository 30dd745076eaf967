package org.testamur.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the documents against the tree: what they link to and the packages and types that they name exist. */
class DocumentationTest {

    private static final Path ROOT = root();
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern PACKAGE_ROW = Pattern.compile("^\\| ((?:`[a-z/]+`(?:, )?)+) \\|");
    private static final Pattern QUOTED = Pattern.compile("`([a-z/]+)`");
    private static final Pattern TYPE = Pattern.compile("`([a-z/]+/[A-Z]\\w+)`");

    @Test
    void everyLinkLeadsSomewhereAndTypesAreCalledByTheirNames() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document));
            while (link.find()) {
                String target = link.group(2);
                if (target.matches("[a-z]+:.*")) {
                    continue;
                }
                Path file = document.resolveSibling(target).normalize();
                if (!Files.exists(file)) {
                    faults.add(ROOT.relativize(document) + " links to " + target);
                } else if (target.endsWith(".java")
                        && link.group(1).matches("[A-Z]\\w+")
                        && !target.endsWith("/" + link.group(1) + ".java")) {
                    faults.add(ROOT.relativize(document) + " calls " + target + " " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    @Test
    void packagesAndTypesOfAServiceThatItsReadmeNamesExistAndNoneIsMissing() throws IOException {
        List<String> faults = new ArrayList<>();
        List<Path> services;
        try (Stream<Path> modules = Files.list(ROOT)) {
            services = modules.filter(module -> module.getFileName().toString().endsWith("-service"))
                    .sorted()
                    .toList();
        }
        assertFalse(services.isEmpty());
        for (Path service : services) {
            String name = service.getFileName().toString().replace("-service", "");
            Path base = service.resolve("src/main/java/org/testamur/" + name.toLowerCase(Locale.ROOT));
            String text = Files.readString(service.resolve("README.md"));
            List<String> named = new ArrayList<>();
            text.lines().map(PACKAGE_ROW::matcher).filter(Matcher::find).forEach(row -> {
                Matcher each = QUOTED.matcher(row.group(1));
                while (each.find()) {
                    named.add(each.group(1));
                }
            });
            named.stream()
                    .filter(each -> !Files.isDirectory(base.resolve(each)))
                    .forEach(each -> faults.add(name + " has no package " + each));
            try (Stream<Path> packages = Files.list(base)) {
                packages.filter(Files::isDirectory)
                        .map(each -> each.getFileName().toString())
                        .filter(each -> !named.contains(each))
                        .forEach(each -> faults.add(name + " does not tell of its package " + each));
            }
            Matcher type = TYPE.matcher(text);
            while (type.find()) {
                if (!Files.exists(base.resolve(type.group(1) + ".java"))) {
                    faults.add(name + " has no type " + type.group(1));
                }
            }
        }
        assertEquals(List.of(), faults);
    }

    private static List<Path> documents() throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : List.of("", "docs", "docs/adr", "docs/guides", "docs/runbooks", "tests/drill")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(found::add);
            }
        }
        try (Stream<Path> modules = Files.list(ROOT)) {
            modules.map(module -> module.resolve("README.md"))
                    .filter(Files::exists)
                    .forEach(found::add);
        }
        return found;
    }

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("testamur"))) {
            folder = Objects.requireNonNull(folder.getParent());
        }
        return folder;
    }
}
