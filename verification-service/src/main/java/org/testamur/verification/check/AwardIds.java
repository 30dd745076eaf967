package org.testamur.verification.check;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.WebAddress;
import org.testamur.dataintegrity.did.DidWeb;
import org.testamur.platform.PlatformConfig;
import org.testamur.verification.record.RecordedCredential;
import org.testamur.verification.reference.Issuer;
import org.testamur.verification.reference.Issuers;

/** Recognises ids that are reserved for awards of this platform, in any spelling. */
@ApplicationScoped
class AwardIds {

    private static final String PLACE = "/credentials";

    /** Where the awards lie that are issued under the platform's own address. */
    private final WebAddress platform;

    private final Supplier<List<String>> issuers;

    @Inject
    AwardIds(PlatformConfig config, Issuers issuers) {
        this(config.publicUrl().toString(), issuers::baseUrls);
    }

    /** @param issuers the base URLs of all */
    AwardIds(String publicUrl, Supplier<List<String>> issuers) {
        this.platform = place(publicUrl).orElseThrow();
        this.issuers = issuers;
    }

    private static Optional<WebAddress> place(String baseUrl) {
        return WebAddress.of(baseUrl + PLACE);
    }

    /** The address that a document's id is; null if it has none or it is none. */
    static @Nullable WebAddress address(@Nullable String documentId) {
        return documentId == null ? null : WebAddress.of(documentId).orElse(null);
    }

    /** The id of the record that may be of this address. */
    static @Nullable UUID recordId(@Nullable WebAddress address) {
        try {
            return address == null ? null : UUID.fromString(address.lastSegment());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    boolean isOfPlatform(@Nullable WebAddress address) {
        return address != null && address.isIn(platform);
    }

    /** Whether it lies where the awards of this issuer do: under the platform's address or the issuer's own. */
    boolean isOf(Issuer issuer, @Nullable WebAddress address) {
        return address != null
                && (isOfPlatform(address)
                        || Stream.concat(place(issuer.issuerBaseUrl()).stream(), placeOfDid(issuer.issuerId()).stream())
                                .anyMatch(address::isIn));
    }

    private static Optional<WebAddress> placeOfDid(String issuerId) {
        return DidWeb.isDidWeb(issuerId)
                ? WebAddress.of(DidWeb.documentUrl(issuerId).resolve(PLACE).toString())
                : Optional.empty();
    }

    /**
     * Returns whether an issuer of this platform assigns such ids. All issuers are read only if the id looks like an
     * award's and no record of it was found.
     *
     * @param record what was found under the last part of the id
     */
    boolean isOurs(@Nullable WebAddress address, @Nullable RecordedCredential record) {
        if (address == null) {
            return false;
        }
        return isOfPlatform(address)
                || leadsTo(address, record)
                || (recordId(address) != null
                        && address.path().contains(PLACE + "/")
                        && issuers.get().stream()
                                .flatMap(baseUrl -> place(baseUrl).stream())
                                .anyMatch(address::isIn));
    }

    private static boolean leadsTo(WebAddress address, @Nullable RecordedCredential record) {
        String url = switch (record) {
            case RecordedCredential.Present present -> present.credentialUrl();
            case RecordedCredential.Hidden hidden -> hidden.credentialUrl();
            case RecordedCredential.Erased _ -> null;
            case null -> null;
        };
        return url != null && WebAddress.of(url).filter(address::equals).isPresent();
    }
}
