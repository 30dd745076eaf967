package org.testamur.catalog.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class IssuerIdentityTest {

    @Test
    void onThePlatformThePortIsEncodedAndTheSlugIsAPath() {
        assertThat(IssuerIdentity.onPlatform(URI.create("https://localhost:8443"), "northfield"))
                .isEqualTo(new IssuerIdentity("did:web:localhost%3A8443:issuers:northfield", "https://localhost:8443"));
    }

    @Test
    void aPathOfThePlatformStandsInTheId() {
        assertThat(IssuerIdentity.onPlatform(URI.create("https://example.org/badges"), "northfield")
                        .id())
                .isEqualTo("did:web:example.org:badges:issuers:northfield");
    }

    @Test
    void aHostOfItsOwnIsTheWholeId() {
        assertThat(IssuerIdentity.onHost("harbour.localhost:8443"))
                .isEqualTo(new IssuerIdentity("did:web:harbour.localhost%3A8443", "https://harbour.localhost:8443"));
        assertThat(IssuerIdentity.onHost("badges.example.edu").id()).isEqualTo("did:web:badges.example.edu");
    }
}
