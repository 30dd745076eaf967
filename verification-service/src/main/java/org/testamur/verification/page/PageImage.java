package org.testamur.verification.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.did.DidWeb;

/** Which image a page shows: one that the platform or the credential's issuer serves, under its own host or ours. */
final class PageImage {

    private PageImage() {}

    /** @param issuer the issuer's DID; a {@code did:web} names the host of an institution with an address of its own */
    static Optional<URI> shown(@Nullable String image, String issuer, URI publicUrl) {
        if (image == null) {
            return Optional.empty();
        }
        try {
            URI url = new URI(image);
            String origin = origin(url);
            boolean ours = origin.equals(origin(publicUrl))
                    || (DidWeb.isDidWeb(issuer) && origin.equals(origin(DidWeb.documentUrl(issuer))));
            return ours ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Scheme, host and port, as a content security policy names them. */
    static String origin(URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("No host in " + url);
        }
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
