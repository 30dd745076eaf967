package org.testamur.verification.page;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.did.DidWeb;
import org.testamur.platform.pages.SecurityPolicy;

/** Chooses the image of a page: one that the platform or the credential's issuer serves. */
final class PageImage {

    private PageImage() {}

    /** @param issuer the issuer's DID; a {@code did:web} names the host of an institution with an address of its own */
    static Optional<URI> shown(@Nullable String image, String issuer, URI publicUrl) {
        if (image == null) {
            return Optional.empty();
        }
        try {
            URI url = new URI(image);
            String origin = SecurityPolicy.origin(url);
            boolean ours = origin.equals(SecurityPolicy.origin(publicUrl))
                    || (DidWeb.isDidWeb(issuer) && origin.equals(SecurityPolicy.origin(DidWeb.documentUrl(issuer))));
            return ours ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
