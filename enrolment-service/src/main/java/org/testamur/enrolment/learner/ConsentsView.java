package org.testamur.enrolment.learner;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Shows a learner's consents in answers and facts. */
public record ConsentsView(
        @Schema(description = "The name, once it is confirmed")
        boolean name,

        @Schema(description = "Links to evidence") boolean evidence,
        @Schema(description = "The score") boolean result,

        @Schema(
                description = "A hash of the e-mail address, by which wallets and backpacks find the recipient, once an"
                        + " identity provider has verified the address")
        boolean identifier,

        @Schema(description = "Employers, by organisation id, who may be given links to the learner's credentials")
        List<UUID> employers) {

    static ConsentsView of(Learner learner) {
        return of(learner, learner.consents().identifier());
    }

    /** Returns the consents as published: the hash of an unverified address must not be in credentials. */
    static ConsentsView published(Learner learner) {
        return of(learner, learner.mayBeIdentified());
    }

    private static ConsentsView of(Learner learner, boolean identifier) {
        Consents consents = learner.consents();
        return new ConsentsView(
                consents.name(), consents.evidence(), consents.result(), identifier, learner.employers());
    }
}
