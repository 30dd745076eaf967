package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What newcomers are told to open is there. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/architecture.md", "docs/walk.md"})
    void everyLinkLeadsSomewhere(String document) throws IOException {
        Path file = Stack.root().resolve(document);
        assertThat(LINK.matcher(Files.readString(file)).results().map(link -> file.resolveSibling(link.group(1))))
                .isNotEmpty()
                .allSatisfy(target -> assertThat(target).exists());
    }
}
