package org.testamur.verification.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.dataintegrity.statuslist.StatusListException;
import org.testamur.dataintegrity.statuslist.StatusListException.Code;
import org.testamur.verification.record.ReasonCode;

/**
 * Checks whether a credential was revoked or suspended: by local records for credentials of this platform, and by the
 * status lists that the caller presented, each under its purpose (Bitstring Status List 1.0). Faults have the names of
 * that specification.
 */
final class StatusCheck {

    private static final Check.Name STATUS = Check.Name.STATUS;

    private final CheckInput question;
    private final Notes notes;
    private final Predicate<ObjectNode> counts;
    private final StatedValidity said;
    private boolean revoked;
    private boolean suspended;
    private boolean malformed;
    private boolean unusable;
    private boolean missing;

    /** @param counts whether a list bears a proof that counts, by the issuer of the credential, and is within its dates */
    StatusCheck(CheckInput question, StatedValidity said, Notes notes, Predicate<ObjectNode> counts) {
        this.question = question;
        this.said = said;
        this.notes = notes;
        this.counts = counts;
    }

    Check check() {
        return switch (question.recordedStatus()) {
            case RecordedStatus.Recorded recorded -> {
                Check byRecord = byRecord(recorded);
                yield byRecord.hasPassed() && !question.statusLists().isEmpty() ? byLists(byRecord) : byRecord;
            }
            case RecordedStatus.HiddenRecord hidden -> hidden.check();
            case RecordedStatus.ErasedRecord() ->
                Check.failed(STATUS, "erased", "Its record was erased at the learner's request.");
            case RecordedStatus.NotRecorded() ->
                Check.notChecked(
                        STATUS, "not-recorded", "The issuer is known here and has no record of this credential.");
            case RecordedStatus.NotYetHeardOf(var since) ->
                Check.notChecked(
                        STATUS,
                        "not-recorded-then",
                        "How it stood then is not known here: its record begins on " + Dates.readable(since) + ".");
            case RecordedStatus.NotKept() -> {
                notes.warning(
                        STATUS,
                        "life-not-kept",
                        "The issuer signed it here and keeps its life elsewhere: whether it was taken back since is known"
                                + " here only by the status lists that it names.");
                yield foreign();
            }
            case RecordedStatus.Foreign(), RecordedStatus.UnderOurId() -> foreign();
        };
    }

    private Check byRecord(RecordedStatus.Recorded recorded) {
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
            case VerdictPolicy.SUPERSEDED ->
                Check.failed(
                        STATUS, VerdictPolicy.SUPERSEDED, "The issuer replaced it by a newer credential" + on + why);
            default ->
                Check.notChecked(
                        STATUS,
                        "status-not-known",
                        "The issuer gave it a status" + on + " that is not known here: " + recorded.status() + ".");
        };
    }

    private Check foreign() {
        if (!said.namesStatus()) {
            return Check.passed(STATUS, "no-status", "It names no status list to look it up in.");
        }
        return byLists(Check.passed(
                STATUS, "not-revoked", "The status lists say neither that it is revoked nor that it is suspended."));
    }

    /** List by list: reading one costs far more than naming it, and as many are held at a time as are read. */
    private Check byLists(Check otherwise) {
        Map<String, List<StatusEntry.Listed>> named = new LinkedHashMap<>();
        for (StatusEntry entry : said.statusEntries()) {
            switch (entry) {
                case StatusEntry.Malformed(var detail) -> {
                    malformed = true;
                    notes.error(STATUS, Code.MALFORMED_VALUE_ERROR.name(), "credentialStatus: " + detail);
                }
                case StatusEntry.OfOtherKind(var type) -> {
                    missing = true;
                    notes.error(STATUS, "status-kind-not-known", "A status of type " + type + " cannot be read here.");
                }
                case StatusEntry.Listed listed
                when !StatusEntry.PURPOSES.contains(listed.purpose()) ->
                    notes.warning(
                            STATUS,
                            "status-purpose-not-known",
                            "It can be looked up for " + listed.purpose() + "; it was not.");
                case StatusEntry.Listed listed ->
                    named.computeIfAbsent(listed.list(), list -> new ArrayList<>())
                            .add(listed);
            }
        }
        named.forEach(this::look);
        if (revoked) {
            return Check.failed(STATUS, VerdictPolicy.REVOKED, "The issuer's status list says that it is revoked.");
        }
        if (suspended) {
            return Check.failed(STATUS, VerdictPolicy.SUSPENDED, "The issuer's status list says that it is suspended.");
        }
        if (malformed) {
            return Check.failed(
                    STATUS, "status-malformed", "It does not name its status as the specification asks for.");
        }
        if (unusable) {
            return Check.notChecked(
                    STATUS, "status-list-unusable", "A status list that it names was brought and could not be used.");
        }
        return missing ? notFetched() : otherwise;
    }

    private static Check notFetched() {
        return Check.notChecked(
                STATUS,
                "status-not-fetched",
                "Nothing is fetched from an address found in a document, so its status list was not read.");
    }

    private void look(String list, List<StatusEntry.Listed> entries) {
        boolean brought = false;
        for (ObjectNode json : question.statusLists()) {
            StatusListDocument document = StatusListDocument.of(json);
            if (list.equals(document.id())) {
                brought = true;
                read(document, entries);
            }
        }
        if (!brought && !(question.recordedStatus() instanceof RecordedStatus.Recorded)) {
            entries.stream().filter(StatusEntry.Listed::decides).forEach(entry -> {
                missing = true;
                notes.error(
                        STATUS,
                        Code.STATUS_RETRIEVAL_ERROR.name(),
                        "The " + entry.name() + " was not brought, and is not fetched.");
            });
        }
        if (!brought && entries.stream().anyMatch(entry -> entry.purpose().equals("message"))) {
            notes.warning(
                    STATUS, "status-message-not-read", "What the issuer says of it in " + list + " was not brought.");
        }
    }

    private void read(StatusListDocument list, List<StatusEntry.Listed> entries) {
        boolean usable = counts(list);
        List<StatusEntry.Listed> readable = new ArrayList<>();
        for (StatusEntry.Listed entry : entries) {
            if (usable && list.isFor(entry.purpose())) {
                readable.add(entry);
            } else {
                fault(
                        Code.STATUS_VERIFICATION_ERROR,
                        entry.name() + ": it is no list for " + entry.purpose()
                                + " that the issuer signed and that counts at the time",
                        entry.decides());
            }
        }
        if (!readable.isEmpty()) {
            look(list, readable);
        }
    }

    private void look(StatusListDocument list, List<StatusEntry.Listed> entries) {
        BitstringStatusList bits;
        try {
            bits = list.bits();
        } catch (StatusListException e) {
            entries.forEach(entry -> fault(e.code(), entry.name() + ": " + e.getMessage(), entry.decides()));
            return;
        }
        for (StatusEntry.Listed entry : entries) {
            try {
                int status = bits.get(entry.index(), entry.size());
                if (status != 0) {
                    say(entry, status);
                }
            } catch (StatusListException e) {
                fault(e.code(), entry.name() + ": " + e.getMessage(), entry.decides());
            }
        }
    }

    private void say(StatusEntry.Listed entry, int status) {
        switch (entry.purpose()) {
            case "revocation" -> revoked = true;
            case "suspension" -> suspended = true;
            case "message" ->
                notes.warning(
                        STATUS,
                        "status-message",
                        "The issuer says of it (status 0x" + Integer.toHexString(status) + "): "
                                + entry.messages().getOrDefault(status, "something that it does not put into words"));
            default -> notes.warning(STATUS, "refresh-available", "A refreshed credential is available.");
        }
    }

    private boolean counts(StatusListDocument list) {
        CredentialDocument document = list.document();
        return list.isStatusList()
                && Objects.equals(document.issuerId(), question.document().issuerId())
                && counts.test(document.json());
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
