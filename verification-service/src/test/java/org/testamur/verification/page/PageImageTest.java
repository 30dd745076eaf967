package org.testamur.verification.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.platform.pages.SecurityPolicy;

class PageImageTest {

    private static final URI PUBLIC_URL = URI.create("https://localhost:8443");

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://localhost:8443/catalog/images/1, did:web:localhost%3A8443:issuers:northfield, https://localhost:8443
            https://harbour.localhost:8443/catalog/images/1, did:web:harbour.localhost%3A8443, https://harbour.localhost:8443
            https://badges.harbour.example/catalog/images/1, did:web:badges.harbour.example:issuers:1, https://badges.harbour.example
            """)
    void anImageOfThePlatformOrOfTheInstitutionsOwnHostIsShown(String image, String issuer, String origin) {
        assertThat(PageImage.shown(image, issuer, PUBLIC_URL).map(SecurityPolicy::origin))
                .contains(origin);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://localhost.evil.example/x.png, did:web:harbour.example
            https://localhost:8444/x.png, did:web:harbour.example
            https://localhost:8443@evil.example/x.png, did:web:harbour.example
            https://user@harbour.example/x.png, did:web:harbour.example
            http://harbour.example/x.png, did:web:harbour.example
            https://harbour.example:444/x.png, did:web:harbour.example
            https://harbour.example/x.png, did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK
            https://harbour.example/x.png, did:web:
            data:image/png;base64\\,AAAA, did:web:harbour.example
            /relative.png, did:web:harbour.example
            https://harbour.example;script-src *, did:web:harbour.example
            """)
    void anotherHostsImageIsNot(String image, String issuer) {
        assertThat(PageImage.shown(image, issuer, PUBLIC_URL)).isEmpty();
    }
}
