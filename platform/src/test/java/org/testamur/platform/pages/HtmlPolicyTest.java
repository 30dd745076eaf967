package org.testamur.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
                "TEXT/HTML;q=0.8, */*",
                "text/html, application/json;q=0.9",
            })
    void browsersGetPages(String accept) {
        assertThat(HtmlPolicy.prefersHtml(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/*",
                "application/json",
                "application/json, text/html",
                "application/problem+json, text/html;q=0.9",
                "application/vc+ld+json, text/html;q=0.1",
                "text/html;q=0",
                "text/html;q=nonsense",
                "text/htmlx",
                ",,;;q=1",
            })
    void programsGetProblemDocuments(String accept) {
        assertThat(HtmlPolicy.prefersHtml(accept)).isFalse();
    }
}
