package org.testamur.catalog.site;

import java.net.URI;
import java.util.Optional;

/**
 * Says what a page of the site may load and ask (Content Security Policy Level 3): what comes from its own origin, and the
 * log-in. Nothing inline runs, no page frames it, and no other host is asked.
 */
final class PagePolicy {

    private final String text;

    /** @param logIn the issuer of tokens; its origin may be asked */
    PagePolicy(String logIn) {
        String asked = origin(logIn).map(origin -> "'self' " + origin).orElse("'self'");
        this.text =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self';"
                        + " manifest-src 'self'; connect-src " + asked + "; form-action " + asked
                        + "; frame-src 'none'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";
    }

    private static Optional<String> origin(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() == null || uri.getScheme() == null
                    ? Optional.empty()
                    : Optional.of(uri.getScheme() + "://" + uri.getRawAuthority());
        } catch (IllegalArgumentException e) {
            // An issuer of any name, as tests have it.
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
