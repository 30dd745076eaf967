package org.testamur.platform.pages;

import org.jspecify.annotations.Nullable;

/** Decides who gets an error as a page: who names HTML and prefers it to JSON, as browsers do and programs do not. */
final class HtmlPolicy {

    private static final int MOST_TYPES = 30;

    private HtmlPolicy() {}

    static boolean prefersHtml(@Nullable String accept) {
        if (accept == null) {
            return false;
        }
        double html = 0;
        double json = 0;
        String[] types = accept.split(",", MOST_TYPES + 1);
        for (int i = 0; i < Math.min(types.length, MOST_TYPES); i++) {
            Weighted type = Weighted.of(types[i]);
            if (type.value().equals("text/html") || type.value().equals("application/xhtml+xml")) {
                html = Math.max(html, type.weight());
            } else if (type.value().endsWith("json") || type.value().equals("application/*")) {
                json = Math.max(json, type.weight());
            }
        }
        return html > json;
    }
}
