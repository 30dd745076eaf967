package org.testamur.issuance.issuer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.testamur.platform.problem.Refusal;

/** Answers who an issuer is, to anybody. */
@ApplicationScoped
class FindIssuer {

    private final Issuers issuers;
    private final DidDocuments documents;
    private final Clock clock;

    FindIssuer(Issuers issuers, DidDocuments documents, Clock clock) {
        this.issuers = issuers;
        this.documents = documents;
        this.clock = clock;
    }

    /** A document, and whether it will be the same for ever. */
    record IssuerDocument(String document, boolean ended) {}

    /** The DID document of an issuer whose DID lies on the platform's path. */
    @Transactional
    String didDocument(String slug) {
        return document(issuers.bySlug(slug)).orElseThrow(FindIssuer::unknown);
    }

    /** The document that was published at a time; a time to come is not known. */
    @Transactional
    IssuerDocument didDocumentAt(String slug, Instant time) {
        return at(issuers.bySlug(slug), time);
    }

    /** The DID document of the issuer whose DID is a host of its own. */
    @Transactional
    String didDocumentOfHost(String authority) {
        return document(ofHost(authority)).orElseThrow(FindIssuer::unknown);
    }

    @Transactional
    IssuerDocument didDocumentOfHostAt(String authority, Instant time) {
        return at(ofHost(authority), time);
    }

    /** All that was ever published. */
    @Transactional
    DidHistoryView history(String slug) {
        Issuer issuer = issuers.bySlug(slug)
                .filter(found -> found.didDocument() != null)
                .orElseThrow(FindIssuer::unknown);
        return DidHistoryView.of(issuer, documents.all(issuer.institutionId()));
    }

    @Transactional
    String profile(String slug) {
        return issuers.bySlug(slug)
                .map(issuer -> WriteIssuerProfile.document(issuer).toString())
                .orElseThrow(FindIssuer::unknown);
    }

    private Optional<Issuer> ofHost(String authority) {
        return issuers.byIssuerId("did:web:" + authority.replace(":", "%3A"));
    }

    private IssuerDocument at(Optional<Issuer> issuer, Instant time) {
        if (time.isAfter(clock.instant())) {
            throw Refusal.invalid("query:versionTime", "must not lie in the future");
        }
        Issuer found = issuer.filter(known -> known.didDocument() != null).orElseThrow(FindIssuer::unknown);
        // There was none before there were DIDs, and the database has no such dates as some may ask for.
        return Optional.of(time)
                .filter(asked -> asked.isAfter(Instant.EPOCH))
                .flatMap(asked -> documents.at(found.institutionId(), asked))
                .map(version -> new IssuerDocument(version.document(), version.validUntil() != null))
                .orElseThrow(() ->
                        Refusal.notFound("did-document", "The issuer had published no DID document by " + time + "."));
    }

    private static Optional<String> document(Optional<Issuer> issuer) {
        return issuer.filter(found -> found.didDocument() != null)
                .map(found -> Objects.requireNonNull(found.didDocument()));
    }

    private static Refusal unknown() {
        return Refusal.notFound("issuer", "No issuer is known by this address.");
    }
}
