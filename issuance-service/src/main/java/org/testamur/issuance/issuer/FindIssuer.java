package org.testamur.issuance.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Objects;
import java.util.Optional;
import org.testamur.platform.problem.Refusal;

/** Answers who an issuer is, to anybody. */
@ApplicationScoped
class FindIssuer {

    private final Issuers issuers;

    FindIssuer(Issuers issuers) {
        this.issuers = issuers;
    }

    /** The DID document of an issuer whose DID lies on the platform's path. */
    @Transactional
    String didDocument(String slug) {
        return document(issuers.bySlug(slug)).orElseThrow(FindIssuer::unknown);
    }

    /** The DID document of the issuer whose DID is a host of its own. */
    @Transactional
    String didDocumentOfHost(String authority) {
        return document(issuers.byIssuerId("did:web:" + authority.replace(":", "%3A")))
                .orElseThrow(FindIssuer::unknown);
    }

    @Transactional
    String profile(String slug) {
        return issuers.bySlug(slug)
                .map(issuer -> IssuerProfile.document(issuer).toString())
                .orElseThrow(FindIssuer::unknown);
    }

    private static Optional<String> document(Optional<Issuer> issuer) {
        return issuer.filter(found -> found.didDocument() != null)
                .map(found -> Objects.requireNonNull(found.didDocument()));
    }

    private static Refusal unknown() {
        return Refusal.notFound("issuer", "No issuer is known by this address.");
    }
}
