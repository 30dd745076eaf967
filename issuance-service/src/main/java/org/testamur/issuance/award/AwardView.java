package org.testamur.issuance.award;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.reference.Enrolment;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.rest.EntityVersion;

/** Shows how far an enrolment is between its result and its credential. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Award")
public record AwardView(
        UUID enrolmentId,
        UUID learnerId,
        UUID institutionId,
        UUID microCredentialId,
        int microCredentialVersion,

        @Schema(enumeration = {"none", "waiting", "issued", "suspended", "refused", "revoked", "superseded"})
        String state,

        @Schema(
                description =
                        "While waiting: what has not arrived, or registrar, when a pass came after a credential of"
                                + " the enrolment, or of another for the same micro-credential, was revoked or"
                                + " suspended by the institution.",
                examples = "[\"issuer key\"]")
        @Nullable
        List<String> waitingFor,

        @Nullable Instant waitingSince,

        @Schema(description = "When refused, suspended, revoked or waiting for a registrar: why.") @Nullable
        String reason,

        @Schema(description = "The newest credential of the enrolment.") @Nullable
        UUID credentialId,

        @Nullable String credentialUrl,

        @Schema(description = "Counts the credentials of the enrolment, from 1.") @Nullable
        Integer awardNumber,

        Instant updatedAt,

        @Schema(description = "Send it as If-Match, in quotes; absent before there was a result.") @Nullable
        Long version,

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        MicroCredentialSummary microCredential,

        @Schema(description = "Absent while its fact has not arrived here.") @Nullable
        InstitutionSummary institution,

        @Schema(description = "For staff only; absent once the learner is erased.") @Nullable
        String learnerName,

        @Schema(description = "The page that says whether the credential counts, for anybody who holds its address.")
        @Nullable
        String pageUrl,

        @Schema(
                description =
                        "The civil date of the award, in the institution's time zone. Absent without a credential.",
                examples = "2026-11-29")
        @Nullable
        LocalDate awardedOn,

        @Schema(
                description = "The last civil date on which the credential is valid, in the institution's time zone."
                        + " Absent: it does not expire.",
                examples = "2029-11-28")
        @Nullable
        LocalDate expiresOn,

        @Schema(description = "When the newest credential was signed. Absent without a credential.") @Nullable
        Instant issuedAt,

        @Schema(
                description =
                        "Of one award: the newest fact of its credential, as in Testamur-Fact. A request to another"
                                + " service that sends it as Testamur-After waits until that service knows the credential."
                                + " Absent in lists, and without a credential.")
        @Nullable
        String fact) {

    static AwardView none(Enrolment enrolment) {
        return new AwardView(
                enrolment.enrolmentId(),
                enrolment.learnerId(),
                enrolment.institutionId(),
                enrolment.microCredentialId(),
                enrolment.microCredentialVersion(),
                Award.AwardState.NONE.shown(),
                null,
                null,
                null,
                null,
                null,
                null,
                enrolment.enrolledAt(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** With what pages show beside ids. */
    AwardView with(
            @Nullable MicroCredentialSummary ofMicroCredential,
            @Nullable InstitutionSummary ofInstitution,
            @Nullable String nameOfLearner,
            @Nullable String page,
            @Nullable LocalDate awarded,
            @Nullable LocalDate lastDay,
            @Nullable Instant signed) {
        return new AwardView(
                enrolmentId,
                learnerId,
                institutionId,
                microCredentialId,
                microCredentialVersion,
                state,
                waitingFor,
                waitingSince,
                reason,
                credentialId,
                credentialUrl,
                awardNumber,
                updatedAt,
                version,
                ofMicroCredential,
                ofInstitution,
                nameOfLearner,
                page,
                awarded,
                lastDay,
                signed,
                fact);
    }

    /** With the newest fact of its credential. */
    AwardView at(FactToken newest) {
        return new AwardView(
                enrolmentId,
                learnerId,
                institutionId,
                microCredentialId,
                microCredentialVersion,
                state,
                waitingFor,
                waitingSince,
                reason,
                credentialId,
                credentialUrl,
                awardNumber,
                updatedAt,
                version,
                microCredential,
                institution,
                learnerName,
                pageUrl,
                awardedOn,
                expiresOn,
                issuedAt,
                newest.encoded());
    }

    /** Whether a stream that waits for an outcome has nothing more to tell. */
    @JsonIgnore
    boolean isSettled() {
        return state.equals(Award.AwardState.ISSUED.shown())
                || state.equals(Award.AwardState.SUSPENDED.shown())
                || state.equals(Award.AwardState.REFUSED.shown())
                || (waitingFor != null && waitingFor.contains(Award.REGISTRAR));
    }

    /** With its version as ETag and its fact as Testamur-Fact, where it has them. */
    public Response response() {
        Response.ResponseBuilder response = Response.ok(this);
        if (fact != null) {
            response.header(FactToken.ANSWER_HEADER, fact);
        }
        if (version != null) {
            response.header(HttpHeaders.ETAG, EntityVersion.etag(version));
        }
        return response.build();
    }
}
