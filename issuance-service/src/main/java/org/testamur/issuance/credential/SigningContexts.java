package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.PublishedKeys;
import org.testamur.issuance.lint.SigningContext;
import org.testamur.issuance.status.StatusEntry;

/** Says, from what is known besides the document, what a document must be to be signed. */
@ApplicationScoped
public class SigningContexts {

    private final Clock clock;
    private final PublishedKeys published;

    public SigningContexts(Clock clock, PublishedKeys published) {
        this.clock = clock;
        this.published = published;
    }

    /** For an award. @param free whether nothing else was signed for the place */
    SigningContext of(CredentialOrder order, String url, StatusEntry status, boolean free, IssuerKey key) {
        return of(
                order.issuer(),
                key,
                new SigningContext.Awarded(
                        url,
                        order.achievement().achievementId(),
                        order.awardedOn(),
                        order.content().assessedOn(),
                        order.achievement().validity(),
                        order.issuer().timeZone(),
                        places(order.issuer(), status, free)));
    }

    private static List<SigningContext.StatusIndex> places(Issuer issuer, StatusEntry status, boolean free) {
        return status.named().stream()
                .map(list -> new SigningContext.StatusIndex(
                        list.purpose().shown(),
                        list.url(),
                        status.index(),
                        status.entries(),
                        issuer.institutionId(),
                        free))
                .toList();
    }

    /** Creates the context for a document that the institution presents. */
    SigningContext of(Issuer issuer, IssuerKey key, SigningContext.Claims claims) {
        return new SigningContext(
                issuer.institutionId(),
                issuer.issuerId(),
                issuer.baseUrl(),
                key,
                published.find(issuer.issuerId(), issuer.didDocument(), key.id()),
                SigningContext.now(clock, key),
                claims);
    }
}
