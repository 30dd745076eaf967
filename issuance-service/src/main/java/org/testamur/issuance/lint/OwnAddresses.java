package org.testamur.issuance.lint;

import java.util.List;
import java.util.Optional;
import org.testamur.dataintegrity.WebAddress;

/** Recognises the addresses that are reserved for an issuer's awards and status lists. */
public final class OwnAddresses {

    private final List<WebAddress> places;

    private OwnAddresses(List<WebAddress> places) {
        this.places = places;
    }

    /** @param baseUrl of the issuer */
    public static OwnAddresses under(String baseUrl) {
        return new OwnAddresses(List.of(place(baseUrl + "/credentials"), place(baseUrl + "/status-lists")));
    }

    private static WebAddress place(String url) {
        return WebAddress.of(url).orElseThrow(() -> new IllegalArgumentException("not an address: " + url));
    }

    /** Returns whether an id is one of them in any spelling. */
    public boolean include(String id) {
        Optional<WebAddress> address = WebAddress.of(id);
        return address.isPresent() && places.stream().anyMatch(address.get()::isIn);
    }
}
