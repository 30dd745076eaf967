package org.testamur.issuance.award;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.enrolment.Enrolment;

/** Where an enrolment stands between its result and its credential. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Award")
public record AwardView(
        UUID enrolmentId,
        UUID learnerId,
        UUID microCredentialId,
        int microCredentialVersion,

        @Schema(enumeration = {"none", "waiting", "issued", "suspended", "refused", "revoked", "superseded"})
        String state,

        @Schema(description = "While waiting: what has not arrived.", examples = "[\"issuer key\"]") @Nullable
        List<String> waitingFor,

        @Nullable Instant waitingSince,

        @Schema(description = "When refused, suspended or revoked: why.") @Nullable
        String reason,

        @Schema(description = "The newest credential of the enrolment.") @Nullable
        UUID credentialId,

        @Nullable String credentialUrl,

        @Schema(description = "Counts the credentials of the enrolment, from 1.") @Nullable
        Integer awardNumber,

        Instant updatedAt) {

    static AwardView none(Enrolment enrolment) {
        return new AwardView(
                enrolment.enrolmentId(),
                enrolment.learnerId(),
                enrolment.microCredentialId(),
                enrolment.microCredentialVersion(),
                Award.State.NONE.shown(),
                null,
                null,
                null,
                null,
                null,
                null,
                enrolment.enrolledAt());
    }

    /** Whether a stream that waits for an outcome has nothing more to tell. */
    @JsonIgnore
    boolean isSettled() {
        return state.equals(Award.State.ISSUED.shown())
                || state.equals(Award.State.SUSPENDED.shown())
                || state.equals(Award.State.REFUSED.shown());
    }
}
