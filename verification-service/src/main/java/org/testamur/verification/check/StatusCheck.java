package org.testamur.verification.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.testamur.dataintegrity.StatusListException;
import org.testamur.dataintegrity.StatusListException.Code;
import org.testamur.verification.record.ReasonCode;

/**
 * Asks whether a credential was taken back: by our records if it is ours, and by the status lists that whoever asks
 * brought, each under its purpose (Bitstring Status List 1.0). Faults bear the names of that specification.
 */
final class StatusCheck {

    private static final Check.Name STATUS = Check.Name.STATUS;

    private final Question question;
    private final Notes notes;
    private final Predicate<ObjectNode> signedByIssuer;
    private boolean revoked;
    private boolean suspended;
    private boolean unusable;
    private boolean missing;

    /** @param signedByIssuer whether a list bears a proof that counts, by the issuer of the credential */
    StatusCheck(Question question, Notes notes, Predicate<ObjectNode> signedByIssuer) {
        this.question = question;
        this.notes = notes;
        this.signedByIssuer = signedByIssuer;
    }

    /** @param renamed what the document says and does not call by its name */
    Check check(List<String> renamed) {
        return switch (question.standing()) {
            case Standing.Recorded recorded -> {
                Check byRecord = byRecord(recorded);
                yield byRecord.hasPassed() && !question.statusLists().isEmpty() ? byLists(byRecord) : byRecord;
            }
            case Standing.Hidden() ->
                Check.failed(STATUS, VerdictPolicy.SUPERSEDED, "The issuer replaced it by a newer credential.");
            case Standing.Erased() -> Check.failed(STATUS, "erased", "Its record was erased at the learner's request.");
            case Standing.NotRecorded() ->
                Check.notChecked(
                        STATUS, "not-recorded", "The issuer is known here and has no record of this credential.");
            case Standing.NotYetHeardOf(var since) ->
                Check.notChecked(
                        STATUS,
                        "not-recorded-then",
                        "How it stood then is not known here: its record begins on " + Dates.readable(since) + ".");
            case Standing.Foreign() -> foreign(renamed);
        };
    }

    private Check byRecord(Standing.Recorded recorded) {
        String then = question.asOf().past() ? " at that time" : "";
        String on = " on " + Dates.readable(recorded.changedAt());
        String sentence = ReasonCode.sentence(recorded.reasonCode());
        String why = sentence == null ? "." : ": " + sentence;
        return switch (recorded.status()) {
            case "valid" ->
                Check.passed(STATUS, "not-revoked", "The issuer has not revoked or replaced it" + then + ".");
            case "suspended" ->
                Check.failed(
                        STATUS, VerdictPolicy.SUSPENDED, "The issuer suspended it, for the time being," + on + why);
            case "revoked" -> Check.failed(STATUS, VerdictPolicy.REVOKED, "The issuer revoked it" + on + why);
            default ->
                Check.failed(
                        STATUS, VerdictPolicy.SUPERSEDED, "The issuer replaced it by a newer credential" + on + why);
        };
    }

    private Check foreign(List<String> renamed) {
        CredentialDocument document = question.document();
        if (!document.namesStatus()) {
            return renamed.contains(CredentialDocument.STATUS)
                    ? notFetched()
                    : Check.passed(STATUS, "no-status", "It names no status list to look it up in.");
        }
        if (!question.statusLists().isEmpty() && !document.namesPlainly()) {
            return Check.notChecked(
                    STATUS,
                    "status-unclear",
                    "It does not call its members by their names, so there may be more status lists than one sees.");
        }
        return byLists(Check.passed(
                STATUS, "not-revoked", "The status lists say neither that it is revoked nor that it is suspended."));
    }

    private Check byLists(Check otherwise) {
        for (StatusEntry entry : question.document().statusEntries()) {
            switch (entry) {
                case StatusEntry.Malformed(var detail) ->
                    fault(Code.MALFORMED_VALUE_ERROR, "credentialStatus: " + detail, true);
                case StatusEntry.OfOtherKind(var type) -> {
                    missing = true;
                    notes.error(STATUS, "status-kind-not-known", "A status of type " + type + " cannot be read here.");
                }
                case StatusEntry.Listed listed -> look(listed);
            }
        }
        if (revoked) {
            return Check.failed(STATUS, VerdictPolicy.REVOKED, "The issuer's status list says that it is revoked.");
        }
        if (suspended) {
            return Check.failed(STATUS, VerdictPolicy.SUSPENDED, "The issuer's status list says that it is suspended.");
        }
        if (unusable) {
            return Check.failed(STATUS, "status-list-unusable", "A status list that it names could not be used.");
        }
        return missing ? notFetched() : otherwise;
    }

    private static Check notFetched() {
        return Check.notChecked(
                STATUS,
                "status-not-fetched",
                "Nothing is fetched from an address found in a document, so its status list was not read.");
    }

    private void look(StatusEntry.Listed entry) {
        String name = entry.purpose() + " list " + entry.list();
        if (!StatusEntry.PURPOSES.contains(entry.purpose())) {
            notes.warning(
                    STATUS, "status-purpose-not-known", "It can be looked up for " + entry.purpose() + "; it was not.");
            return;
        }
        boolean decides = !entry.purpose().equals("refresh");
        List<StatusListDocument> brought = new ArrayList<>();
        for (ObjectNode list : question.statusLists()) {
            StatusListDocument document = StatusListDocument.of(list);
            if (entry.list().equals(document.id())) {
                brought.add(document);
            }
        }
        if (brought.isEmpty()) {
            if (question.standing() instanceof Standing.Foreign && decides) {
                missing = true;
                notes.error(
                        STATUS,
                        Code.STATUS_RETRIEVAL_ERROR.name(),
                        "The " + name + " was not brought, and is not fetched.");
            }
            return;
        }
        for (StatusListDocument list : brought) {
            read(entry, list, name, decides);
        }
    }

    private void read(StatusEntry.Listed entry, StatusListDocument list, String name, boolean decides) {
        try {
            if (!counts(entry, list)) {
                fault(
                        Code.STATUS_VERIFICATION_ERROR,
                        name + ": it is no list for " + entry.purpose()
                                + " that the issuer signed and that counts at the time",
                        decides);
            } else if (list.bits().get(entry.index(), entry.size()) != 0) {
                switch (entry.purpose()) {
                    case "revocation" -> revoked = true;
                    case "suspension" -> suspended = true;
                    default -> notes.warning(STATUS, "refresh-available", "A refreshed credential is available.");
                }
            }
        } catch (StatusListException e) {
            fault(e.code(), name + ": " + e.getMessage(), decides);
        }
    }

    private boolean counts(StatusEntry.Listed entry, StatusListDocument list) {
        CredentialDocument document = list.document();
        return list.isStatusList()
                && list.isFor(entry.purpose())
                && Objects.equals(document.issuerId(), question.document().issuerId())
                && document.dates(question.asOf().at()).hasPassed()
                && signedByIssuer.test(document.json());
    }

    /** @param decides whether the credential cannot be said to hold without it */
    private void fault(Code code, String detail, boolean decides) {
        if (decides) {
            unusable = true;
            notes.error(STATUS, code.name(), detail);
        } else {
            notes.warning(STATUS, code.name(), detail);
        }
    }
}
