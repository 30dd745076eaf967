package org.testamur.issuance.credential;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lists the changes of an issued credential's status, and the reasons allowed for each. */
public enum ChangeKind {
    SUSPENSION(Map.of(
            ReasonCode.UNDER_REVIEW, "the award is under review",
            ReasonCode.APPEAL, "an appeal is being decided",
            ReasonCode.OTHER, "the institution has suspended it")),
    REINSTATEMENT(Map.of(
            ReasonCode.REVIEW_CLOSED, "the review is closed",
            ReasonCode.APPEAL_UPHELD, "the appeal was upheld",
            ReasonCode.OTHER, "the institution has reinstated it")),
    REVOCATION(Map.of(
            ReasonCode.ISSUED_IN_ERROR, "it was issued in error",
            ReasonCode.RESULT_WITHDRAWN, "the result was withdrawn",
            ReasonCode.RESULT_CORRECTED, "the result was corrected to a fail",
            ReasonCode.MISCONDUCT, "there was misconduct in the assessment",
            ReasonCode.HOLDER_REQUEST, "the holder asked for it",
            ReasonCode.KEY_COMPROMISED, "the key that signed it was compromised",
            ReasonCode.OTHER, "the institution has taken it back")),
    SUPERSESSION(Map.of(
            ReasonCode.RESULT_CORRECTED, "superseded by a corrected credential",
            ReasonCode.NAME_CHANGED, "superseded by a newer credential",
            ReasonCode.DETAILS_ADDED, "superseded by one that says more of its holder",
            ReasonCode.KEY_COMPROMISED, "superseded by one that another key signed",
            ReasonCode.KEY_ROTATED, "superseded by one that a newer key signed")),
    /** An older credential that does not count any more and shows what its learner no longer is or wants shown. */
    HIDING(Map.of(ReasonCode.NAME_CHANGED, "no longer shown"));

    private final Map<ReasonCode, String> sentences;

    ChangeKind(Map<ReasonCode, String> sentences) {
        this.sentences = new EnumMap<>(sentences);
    }

    /** As interfaces write it. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }

    public List<ReasonCode> codes() {
        return List.copyOf(sentences.keySet());
    }

    /**
     * Returns the public English sentence of a reason code. It is fixed for each code, because free text could name
     * people.
     */
    public Optional<String> sentence(ReasonCode code) {
        return Optional.ofNullable(sentences.get(code));
    }
}
