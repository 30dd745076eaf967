package org.testamur.issuance.learner;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is awarded.
 *
 * @param email absent when staff registered the learner without one
 * @param did the learner's own identifier, if they brought one
 */
public record Learner(
        UUID learnerId,
        String name,
        @Nullable String email,
        @Nullable String did,
        Consents consents) {

    /** What may stand in credentials. */
    public record Consents(boolean name, boolean evidence, boolean result) {}

    /** Whether anybody may read a credential that shows this name, or none. */
    public boolean mayBeShownAs(Optional<String> shown) {
        return shown.isEmpty() || (consents.name() && shown.get().equals(name));
    }

    /** Whether what credentials showed of the name no longer fits once the learner is told to be another way. */
    boolean showsOtherwise(Learner now) {
        return consents.name() && (!now.consents.name() || !name.equals(now.name));
    }
}
