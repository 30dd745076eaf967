package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.issuance.credential.ChangeKind;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.DecisionsElsewhere;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.credential.StaffDecision;
import org.testamur.issuance.credential.StaffPolicy;

/**
 * What an enrolment's newest credential was, why and by whom, and what results and a release come to: the table of
 * {@code docs/credential-lifecycle.md}.
 */
class LifecycleTableTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final Instant DECIDED = Instant.parse("2026-11-21T09:00:00Z");
    private static final UUID OTHER = new UUID(7, 1);

    /**
     * The history in the order in which it came: {@code s} suspension, {@code r} reinstatement, {@code x} revocation,
     * each by {@code !} staff or {@code .} the service; {@code b} a base was lost and nobody has looked at it.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            # what was                              | state,    reason,           history   | same pass, other pass, fail, withdrawn, release
            nothing,                                  none,     ,                 ,           award,     award,      nothing, nothing, award
            issued,                                   issued,   ,                 ,           nothing,   supersede,  revoke,  revoke,  nothing
            issued and reinstated,                    issued,   ,                 s! r!,      nothing,   supersede,  revoke,  revoke,  nothing
            suspended by staff,                       suspended, under-review,    s!,         nothing,   supersede,  revoke,  revoke,  nothing
            suspended for a lost base,                suspended, under-review,    s.,         nothing,   supersede,  revoke,  revoke,  nothing
            suspended in another's place,             suspended, appeal,          s.,         nothing,   supersede,  revoke,  revoke,  nothing
            revoked by a fail,                        revoked,  result-corrected, x.,         award,     award,      nothing, nothing, award
            revoked by a withdrawal,                  revoked,  result-withdrawn, x.,         award,     award,      nothing, nothing, award
            suspended by staff then revoked by a fail, revoked, result-corrected, s! x.,      wait,      wait,       nothing, nothing, award
            suspended for a base then by a fail,      revoked,  result-corrected, s. x.,      wait,      wait,       nothing, nothing, award
            suspended and reinstated then by a fail,  revoked,  result-corrected, s! r! x.,   award,     award,      nothing, nothing, award
            suspended twice then by a withdrawal,     revoked,  result-withdrawn, s! r! s! x., wait,     wait,       nothing, nothing, award
            revoked by staff for misconduct,          revoked,  misconduct,       x!,         wait,      wait,       nothing, nothing, award
            revoked by staff as issued in error,      revoked,  issued-in-error,  x!,         wait,      wait,       nothing, nothing, award
            revoked by staff for a corrected result,  revoked,  result-corrected, x!,         wait,      wait,       nothing, nothing, award
            revoked by staff at the holder's wish,    revoked,  holder-request,   x!,         wait,      wait,       nothing, nothing, award
            revoked by staff for a key,               revoked,  key-compromised,  x!,         wait,      wait,       nothing, nothing, award
            suspended then revoked by staff,          revoked,  misconduct,       s! x!,      wait,      wait,       nothing, nothing, award
            reinstated then revoked by staff,         revoked,  misconduct,       s! r! x!,   wait,      wait,       nothing, nothing, award
            revoked by a fail then by staff,          revoked,  misconduct,       x. x!,      wait,      wait,       nothing, nothing, award
            revoked for a compromised key,            revoked,  key-compromised,  x.,         award,     award,      nothing, nothing, award
            suspended then revoked for a key,         revoked,  key-compromised,  s! x.,      wait,      wait,       nothing, nothing, award
            revoked by a fail with a base lost,       revoked,  result-corrected, x. b,       wait,      wait,       nothing, nothing, award
            revoked by a fail in former times,        revoked,  result-corrected, ,           award,     award,      nothing, nothing, award
            revoked by staff in former times,         revoked,  other,            ,           wait,      wait,       nothing, nothing, award
            superseded with nothing in its place,     superseded, name-changed,   ,           award,     award,      nothing, nothing, award
            erased,                                   erased,   ,                 ,           award,     award,      nothing, nothing, award
            """)
    void whatStaffDecidedNoResultUndoes(
            String was,
            String state,
            @Nullable String reason,
            @Nullable String history,
            String same,
            String other,
            String failed,
            String withdrawn,
            String released) {
        PriorAward standing = standing(state, reason, history);
        assertEquals(same, decision(standing, pass("a")), was);
        assertEquals(other, decision(standing, pass("b")), was);
        assertEquals(failed, decision(standing, new Verdict.NotPassed("the result was corrected to a fail")), was);
        assertEquals(withdrawn, decision(standing, new Verdict.NotPassed("the result was withdrawn")), was);
        assertEquals(released, word(IssuancePolicy.decide(standing.released(2), 2, pass("a"))), was);
        // An erased learner is awarded nothing, whatever there was.
        assertEquals("refuse", decision(standing, new Verdict.OfErasedLearner()), was);
        assertEquals("nothing", word(IssuancePolicy.decide(standing, 1, pass("b"))), "redelivered: " + was);
    }

    /**
     * What the enrolment's own newest credential was, what that of the learner's other enrolment for the same
     * micro-credential was, and whether a registrar released a pass of the learner before or after that was decided.
     */
    @ParameterizedTest(name = "{0}, elsewhere {1}")
    @CsvSource(textBlock = """
            # own state and history  | elsewhere,                               history,   released | same pass, other pass, fail, withdrawn, release
            none,                      issued,                                   ,          ,         award,     award,      nothing, nothing, award
            none,                      revoked misconduct,                       x!,        ,         wait,      wait,       nothing, nothing, award
            none,                      revoked holder-request,                   x!,        ,         wait,      wait,       nothing, nothing, award
            none,                      revoked other,                            ,          ,         wait,      wait,       nothing, nothing, award
            none,                      suspended under-review,                   s!,        ,         wait,      wait,       nothing, nothing, award
            none,                      suspended under-review,                   s.,        ,         wait,      wait,       nothing, nothing, award
            none,                      issued,                                   s! r!,     ,         award,     award,      nothing, nothing, award
            none,                      revoked result-corrected,                 x.,        ,         award,     award,      nothing, nothing, award
            none,                      revoked result-corrected,                 s! x.,     ,         wait,      wait,       nothing, nothing, award
            none,                      revoked result-corrected,                 s! r! x.,  ,         award,     award,      nothing, nothing, award
            none,                      revoked result-corrected,                 x. x!,     ,         wait,      wait,       nothing, nothing, award
            none,                      revoked key-compromised,                  x.,        ,         award,     award,      nothing, nothing, award
            none,                      superseded name-changed,                  ,          ,         award,     award,      nothing, nothing, award
            none,                      revoked misconduct,                       x!,        before,   wait,      wait,       nothing, nothing, award
            none,                      revoked misconduct,                       x!,        after,    award,     award,      nothing, nothing, award
            none,                      suspended under-review,                   s!,        after,    award,     award,      nothing, nothing, award
            issued,                    revoked misconduct,                       x!,        ,         nothing,   supersede,  revoke,  revoke,  nothing
            revoked result-corrected,  revoked misconduct,                       x!,        ,         wait,      wait,       nothing, nothing, award
            revoked result-corrected,  revoked misconduct,                       x!,        after,    award,     award,      nothing, nothing, award
            revoked result-corrected,  revoked result-corrected,                 x.,        ,         award,     award,      nothing, nothing, award
            revoked misconduct,        issued,                                   ,          after,    wait,      wait,       nothing, nothing, award
            """)
    void whatStaffDecidedOnOneEnrolmentBindsTheOthers(
            String own,
            String elsewhere,
            @Nullable String history,
            @Nullable String released,
            String same,
            String other,
            String failed,
            String withdrawn,
            String release) {
        String[] here = own.split(" ", -1);
        String[] there = elsewhere.split(" ", -1);
        String revoked = here[0].equals("revoked") ? here[1].equals("misconduct") ? "x!" : "x." : null;
        PriorAward alone = standing(here[0], here.length > 1 ? here[1] : null, revoked);
        List<DecisionsElsewhere.OtherDecision> found = staff(there[0], there.length > 1 ? there[1] : null, history)
                .map(decision -> new DecisionsElsewhere.OtherDecision(OTHER, decision, DECIDED))
                .stream()
                .toList();
        Optional<Instant> at = Optional.ofNullable(released)
                .map(when -> when.equals("before") ? DECIDED.minusSeconds(1) : DECIDED.plusSeconds(1));
        PriorAward standing = new PriorAward(
                alone.decidedRevision(),
                alone.awardNumber(),
                alone.live(),
                alone.staff()
                        .or(() -> StaffPolicy.elsewhere(found, at)
                                .map(one -> new PriorAward.Against(one.decision(), Optional.of(one.enrolment())))));
        assertEquals(same, decision(standing, pass("a")));
        assertEquals(other, decision(standing, pass("b")));
        assertEquals(failed, decision(standing, new Verdict.NotPassed("the result was corrected to a fail")));
        assertEquals(withdrawn, decision(standing, new Verdict.NotPassed("the result was withdrawn")));
        assertEquals(release, word(IssuancePolicy.decide(standing.released(2), 2, pass("a"))));
    }

    @Test
    void ofSeveralDecisionsElsewhereTheNewestThatNoReleaseCameAfterStands() {
        var first = new DecisionsElsewhere.OtherDecision(OTHER, StaffDecision.REVOCATION, DECIDED);
        var second =
                new DecisionsElsewhere.OtherDecision(new UUID(7, 2), StaffDecision.SUSPENSION, DECIDED.plusSeconds(60));
        List<DecisionsElsewhere.OtherDecision> both = List.of(second, first);
        assertEquals(Optional.of(second), StaffPolicy.elsewhere(both, Optional.empty()));
        assertEquals(Optional.of(second), StaffPolicy.elsewhere(both, Optional.of(DECIDED.plusSeconds(30))));
        assertEquals(Optional.empty(), StaffPolicy.elsewhere(both, Optional.of(DECIDED.plusSeconds(90))));
        assertEquals(Optional.empty(), StaffPolicy.elsewhere(List.of(), Optional.empty()));
    }

    private static Verdict pass(String content) {
        return new Verdict.Passed(content, DAY, List.of());
    }

    private static String decision(PriorAward standing, Verdict verdict) {
        return word(IssuancePolicy.decide(standing, 2, verdict));
    }

    private static String word(IssuanceDecision decision) {
        return decision instanceof IssuanceDecision.Issue
                ? "award"
                : decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static PriorAward standing(String state, @Nullable String reason, @Nullable String history) {
        if (state.equals("none")) {
            return new PriorAward(1, 0, Optional.empty(), Optional.empty());
        }
        Credential.CredentialState newest = Credential.CredentialState.valueOf(state.toUpperCase(Locale.ROOT));
        Optional<PriorAward.Against> staff =
                staff(state, reason, history).map(decision -> new PriorAward.Against(decision, Optional.empty()));
        boolean live = newest == Credential.CredentialState.ISSUED || newest == Credential.CredentialState.SUSPENDED;
        return new PriorAward(
                1, 1, live ? Optional.of(new PriorAward.Live(new UUID(8, 1), "a", DAY)) : Optional.empty(), staff);
    }

    private static Optional<StaffDecision> staff(String state, @Nullable String reason, @Nullable String history) {
        return StaffPolicy.decisionInForce(
                Credential.CredentialState.valueOf(state.toUpperCase(Locale.ROOT)),
                Optional.ofNullable(reason).flatMap(ReasonCode::of),
                steps(history),
                history != null && history.contains("b"));
    }

    private static List<StaffPolicy.Step> steps(@Nullable String history) {
        return history == null
                ? List.of()
                : Arrays.stream(history.split(" ", -1))
                        .filter(step -> !step.equals("b"))
                        .map(step -> new StaffPolicy.Step(
                                switch (step.charAt(0)) {
                                    case 's' -> ChangeKind.SUSPENSION;
                                    case 'r' -> ChangeKind.REINSTATEMENT;
                                    default -> ChangeKind.REVOCATION;
                                },
                                step.charAt(1) == '!'))
                        .toList();
    }
}
