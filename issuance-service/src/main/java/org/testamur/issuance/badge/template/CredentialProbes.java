package org.testamur.issuance.badge.template;

import java.util.List;
import java.util.UUID;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.badge.CredentialValues;
import org.testamur.issuance.badge.DisclosedIdentity;
import org.testamur.issuance.badge.Validity;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusListReference;

/** Orders of other learners, of the shape of a given one, on which a template is tried before it is used. */
final class CredentialProbes {

    private CredentialProbes() {}

    static List<CredentialValues> like(CredentialValues values) {
        return List.of(
                like(values, 1, "\u05DC\u05D9\u05D0\u05D4 \"\uD83E\uDDEA\" \\ O\u2019Neill"),
                like(values, 200, "Tab\tand\nline <b>"));
    }

    private static CredentialValues like(CredentialValues values, int number, String text) {
        CredentialOrder order = values.order();
        Content content = order.content();
        CredentialOrder other = new CredentialOrder(
                order.issuer(),
                new Learner(
                        new UUID(0, number),
                        text,
                        order.learner().nameStatus(),
                        "learner-" + number + "@example.org",
                        number % 2 == 0 ? null : "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
                        order.learner().consents()),
                order.achievement(),
                new UUID(1, number),
                order.awardNumber() + number,
                new Content(
                        content.microCredentialId(),
                        content.microCredentialVersion(),
                        content.score() == null ? null : number + ".5",
                        values.evidence().stream()
                                .map(item -> new Content.Evidence(
                                        item.url() + "/" + number,
                                        item.name() == null ? null : text + number,
                                        item.description() == null ? null : number + text))
                                .toList(),
                        content.assessedOn().plusDays(number)),
                order.awardedOn().plusDays(2L * number),
                new DisclosedIdentity(
                        order.shown().name().map(name -> text), order.shown().identifier()));
        UUID id = values.identity().credentialId(other.enrolmentId(), other.awardNumber());
        return new CredentialValues(
                other,
                id,
                order.issuer().baseUrl() + "/credentials/" + id,
                Validity.of(
                        other.awardedOn(),
                        order.achievement().validity(),
                        order.issuer().timeZone()),
                new StatusEntry(
                        values.status().lists().stream()
                                .map(list -> new StatusListReference(
                                        list.purpose(), list.id(), list.url() + number, list.named()))
                                .toList(),
                        number),
                values.identity());
    }
}
