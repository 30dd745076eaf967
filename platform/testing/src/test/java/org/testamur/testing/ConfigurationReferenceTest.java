package org.testamur.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/configuration.md to the settings that the code has. */
class ConfigurationReferenceTest {

    private static final Path ROOT = DocumentationTest.root();
    private static final String GENERATED =
            "<!-- From here on generated from the sources: ConfigurationReferenceTest. -->\n";

    @Test
    void theReferenceHasEverySettingAsTheCodeHasIt() throws IOException {
        ConfigurationReference reference = new ConfigurationReference(ROOT);
        String tables = reference.markdown();
        assertEquals(List.of(), reference.faults());

        Path page = ROOT.resolve("docs/configuration.md");
        String head = Files.readString(page).split(GENERATED, 2)[0];
        String expected = head + GENERATED + "\n" + tables.stripTrailing() + "\n";
        Path made = ROOT.resolve("platform/testing/target/configuration.md");
        Files.createDirectories(made.getParent());
        Files.writeString(made, expected);
        assertTrue(
                expected.equals(Files.readString(page)),
                "docs/configuration.md is not what the sources say; take the new one: cp " + ROOT.relativize(made) + " "
                        + ROOT.relativize(page));
    }

    @Test
    void whatThePageSaysOfChannelsIsWhatIsBuiltIn() throws IOException {
        Properties common = new Properties();
        try (Reader reader = Files.newBufferedReader(ROOT.resolve(ConfigurationReference.COMMON))) {
            common.load(reader);
        }
        Matcher row = Pattern.compile("(?m)^\\| `(mp\\.messaging\\.[a-z.-]+)` \\| `([^`]+)` \\|")
                .matcher(Files.readString(ROOT.resolve("docs/configuration.md")));
        int rows = 0;
        for (; row.find(); rows++) {
            assertEquals(common.getProperty(row.group(1)), row.group(2), row.group(1));
        }
        assertTrue(rows > 0);
    }
}
