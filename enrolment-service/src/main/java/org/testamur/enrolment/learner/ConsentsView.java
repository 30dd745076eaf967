package org.testamur.enrolment.learner;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A learner's consents as they are shown and told. */
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

    /** As they are told: the hash of an address that nobody has verified is not to stand in credentials. */
    static ConsentsView told(Learner learner) {
        return of(learner, learner.mayBeIdentified());
    }

    private static ConsentsView of(Learner learner, boolean identifier) {
        Consents consents = learner.consents();
        return new ConsentsView(
                consents.name(), consents.evidence(), consents.result(), identifier, learner.employers());
    }
}
