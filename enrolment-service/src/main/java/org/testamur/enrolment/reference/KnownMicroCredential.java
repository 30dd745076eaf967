package org.testamur.enrolment.reference;

import java.util.UUID;

/**
 * Describes a micro-credential that was published at least once.
 *
 * @param latestVersion the number of the newest published version
 */
public record KnownMicroCredential(UUID id, UUID institutionId, State state, int latestVersion) {

    /** Where it stands in its life; a draft is not known here. */
    public enum State {
        PUBLISHED,
        CLOSED,
        RETIRED
    }
}
