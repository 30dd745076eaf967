package org.testamur.verification.check;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.verification.record.ReasonCode;
import org.testamur.verification.record.RecordedCredential;

/** Reports a credential's status from local records, now or at a past time. */
sealed interface RecordedStatus {

    /**
     * We hold its record.
     *
     * @param status {@code valid}, {@code suspended}, {@code revoked} or {@code superseded}
     */
    record Recorded(String status, @Nullable String reasonCode, Instant changedAt) implements RecordedStatus {}

    /** It was replaced, and nothing may lead to what took its place; or it was revoked, and nothing else may be said. */
    record HiddenRecord(String status, @Nullable String reasonCode) implements RecordedStatus {

        private static final Set<String> REPLACED = Set.of(VerdictPolicy.SUPERSEDED, VerdictPolicy.SUSPENDED, "valid");

        boolean isRevoked() {
            return status.equals(VerdictPolicy.REVOKED);
        }

        /** Gives the same answer for any time: the date of the change is not disclosed either. */
        Check check() {
            String why = ReasonCode.sentence(reasonCode);
            if (!isRevoked() && !REPLACED.contains(status)) {
                return Check.notChecked(
                        Check.Name.STATUS, "status-not-known", "The issuer gave it a status that is not known here.");
            }
            return isRevoked()
                    ? Check.failed(
                            Check.Name.STATUS,
                            VerdictPolicy.REVOKED,
                            why == null ? "The issuer revoked it." : "The issuer revoked it: " + why)
                    : Check.failed(
                            Check.Name.STATUS,
                            VerdictPolicy.SUPERSEDED,
                            "The issuer replaced it by a newer credential. Ask whoever showed it to you for that one.");
        }
    }

    /** Its record was erased. */
    record ErasedRecord() implements RecordedStatus {}

    /** An issuer of this platform signed it under an id reserved for awards, and there is no record of it. */
    record NotRecorded() implements RecordedStatus {}

    /** An issuer of ours signed it for somebody who keeps its life elsewhere: under an id that no award has. */
    record NotKept() implements RecordedStatus {}

    /** The record begins with something else than its issue, and only after the time that is asked about. */
    record NotYetHeardOf(Instant since) implements RecordedStatus {}

    /** It is by somebody else. */
    record Foreign() implements RecordedStatus {}

    /** It is by somebody else, and bears an id that only an issuer of ours gives. */
    record UnderOurId() implements RecordedStatus {}

    /**
     * Returns the status now or at a time. The newest status counts as the present one, even if its time is in the
     * future, because the issuer's clock may be ahead. Before its first record the credential has the status of its
     * issue, if the record begins with that. Whether it was signed by then is not checked here.
     *
     * @param history newest first
     */
    static RecordedStatus at(AsOf asOf, List<RecordedCredential.StatusChange> history) {
        for (RecordedCredential.StatusChange change : history) {
            if (!asOf.past() || !change.changedAt().isAfter(asOf.at())) {
                return of(change);
            }
        }
        RecordedCredential.StatusChange first = history.getLast();
        return first.status().equals("valid") ? of(first) : new NotYetHeardOf(first.changedAt());
    }

    private static RecordedStatus of(RecordedCredential.StatusChange change) {
        return new Recorded(change.status(), change.reasonCode(), change.changedAt());
    }
}
