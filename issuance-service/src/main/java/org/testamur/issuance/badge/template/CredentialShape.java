package org.testamur.issuance.badge.template;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialValues;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.reference.MicroCredentialVersion;
import org.testamur.issuance.status.StatusListReference;
import org.testamur.issuance.status.StatusPurpose;

/**
 * Identifies credentials that differ only in the learner's values: their issuer, their version, and the optional parts
 * that are present.
 *
 * @param evidence for each item, which texts it has
 * @param statuses the purposes of the status lists that are named
 */
record CredentialShape(
        String issuerId,
        String issuerName,
        String issuerUrl,
        @Nullable String logoUrl,
        MicroCredentialVersion version,
        boolean ends,
        boolean identified,
        boolean named,
        boolean scored,
        String evidence,
        List<StatusPurpose> statuses) {

    /** Documents with more evidence than this are rare, and each number of items would be a shape of its own. */
    private static final int MOST_EVIDENCE = 4;

    /** Null when a document is rare enough for the general path. */
    static @Nullable CredentialShape of(CredentialValues values) {
        List<Content.Evidence> items = values.evidence();
        if (items.size() > MOST_EVIDENCE) {
            return null;
        }
        StringBuilder evidence = new StringBuilder();
        for (Content.Evidence item : items) {
            evidence.append(item.name() == null ? '-' : 'n').append(item.description() == null ? '-' : 'd');
        }
        Issuer issuer = values.order().issuer();
        return new CredentialShape(
                issuer.issuerId(),
                issuer.name(),
                issuer.url(),
                issuer.logoUrl(),
                values.order().achievement(),
                values.validity().until() != null,
                values.order().shown().identifier(),
                values.order().shown().name().isPresent(),
                values.order().content().score() != null,
                evidence.toString(),
                values.status().named().stream()
                        .map(StatusListReference::purpose)
                        .toList());
    }

    /** Versions never change, so that their ids tell nearly all of them apart. */
    @Override
    public int hashCode() {
        UUID id = version.microCredentialId();
        int flags = (ends ? 1 : 0) + (named ? 2 : 0) + (scored ? 4 : 0) + (identified ? 8 : 0);
        return 31 * (31 * id.hashCode() + version.number()) + flags + 7 * evidence.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CredentialShape shape
                && ends == shape.ends
                && identified == shape.identified
                && named == shape.named
                && scored == shape.scored
                && evidence.equals(shape.evidence)
                && statuses.equals(shape.statuses)
                && issuerId.equals(shape.issuerId)
                && issuerName.equals(shape.issuerName)
                && issuerUrl.equals(shape.issuerUrl)
                && java.util.Objects.equals(logoUrl, shape.logoUrl)
                && (version == shape.version || version.equals(shape.version));
    }
}
