package org.testamur.issuance.result;

import java.time.LocalDate;
import java.util.UUID;

/** Lists the decisions that a revision of a result can lead to. */
sealed interface IssuanceDecision {

    /** A first credential, or the next after one that was revoked. */
    record Issue(int number, LocalDate awardedOn) implements IssuanceDecision {}

    /** A corrected credential in the place of one that counts; the date of the award stays. */
    record Supersede(UUID credential, int number, LocalDate awardedOn) implements IssuanceDecision {}

    /** The credential that counts no longer does. */
    record Revoke(UUID credential, String reason) implements IssuanceDecision {}

    /** A pass that comes to nothing until a registrar releases it. */
    record Wait(PriorAward.Against after) implements IssuanceDecision {}

    /** Nothing changes. */
    record Nothing() implements IssuanceDecision {}

    /** A pass that must not become a credential. */
    record Refuse(String reason) implements IssuanceDecision {}
}
