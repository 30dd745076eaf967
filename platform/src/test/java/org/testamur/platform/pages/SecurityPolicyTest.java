package org.testamur.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityPolicyTest {

    @Test
    void nothingIsAllowedButTheStyle() {
        assertThat(SecurityPolicy.strict().header("'sha256-x'"))
                .isEqualTo("default-src 'none'; style-src 'sha256-x'; img-src 'none'; base-uri 'none';"
                        + " form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void imagesAreAllowedByTheirOriginAndFormsToOurs() {
        assertThat(SecurityPolicy.strict()
                        .withImage(URI.create("https://b.example:8443/x?y=1;script-src"))
                        .withImage(URI.create("https://a.example/logo.svg"))
                        .withForms()
                        .header("'sha256-x'"))
                .contains("img-src https://a.example https://b.example:8443;")
                .contains("form-action 'self'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://user@a.example/x", "data:image/png;base64,AAAA", "/x", "mailto:a@b.example"})
    void whatHasNoOriginIsRefused(String image) {
        assertThatThrownBy(() -> SecurityPolicy.strict().withImage(URI.create(image)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{}</style><script>", "<!-- x -->"})
    void aStyleThatWouldEndItselfIsRefused(String css) {
        assertThatThrownBy(() -> new StyleSheet(css)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bothStyleSheetsTogetherStaySmall() {
        // With what a page says it stays far below the 100 KB of a page, which SeenPagesIT of verification holds.
        assertThat(StyleSheet.ofPlatform().css().toString().length()).isLessThan(35_000);
    }
}
