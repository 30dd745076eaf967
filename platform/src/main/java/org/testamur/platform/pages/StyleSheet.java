package org.testamur.platform.pages;

import io.quarkus.qute.RawString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** Holds the style that stands in every page, and its hash for the content security policy (CSP 3 §2.3.1). */
final class StyleSheet {

    private final String css;
    private final String source;

    StyleSheet(String css) {
        if (css.contains("</") || css.contains("<!--")) {
            throw new IllegalArgumentException("A style sheet would end within itself");
        }
        this.css = css;
        this.source = "'sha256-" + sha256(css) + "'";
    }

    static StyleSheet ofPlatform() {
        return new StyleSheet(read("/pages/tokens.css") + read("/pages/components.css"));
    }

    RawString css() {
        return new RawString(css);
    }

    String source() {
        return source;
    }

    private static String read(String resource) {
        try (InputStream stream = StyleSheet.class.getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
