package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.issuance.credential.ChangeKind;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.credential.StaffDecision;
import org.testamur.issuance.credential.StaffPolicy;

/**
 * What an enrolment's newest credential was, why and by whom, and what results and a release come to: the table of
 * {@code docs/credential-lifecycle.md}.
 */
class LifecycleTableTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

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
        Standing standing = standing(state, reason, history);
        assertEquals(same, decision(standing, pass("a")), was);
        assertEquals(other, decision(standing, pass("b")), was);
        assertEquals(failed, decision(standing, new Verdict.NotPassed("the result was corrected to a fail")), was);
        assertEquals(withdrawn, decision(standing, new Verdict.NotPassed("the result was withdrawn")), was);
        assertEquals(released, word(IssuancePolicy.decide(standing.released(2), 2, pass("a"))), was);
        // An erased learner is awarded nothing, whatever there was.
        assertEquals("refuse", decision(standing, new Verdict.OfErasedLearner()), was);
        assertEquals("nothing", word(IssuancePolicy.decide(standing, 1, pass("b"))), "redelivered: " + was);
    }

    private static Verdict pass(String content) {
        return new Verdict.Passed(content, DAY, List.of());
    }

    private static String decision(Standing standing, Verdict verdict) {
        return word(IssuancePolicy.decide(standing, 2, verdict));
    }

    private static String word(IssuanceDecision decision) {
        return decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Standing standing(String state, @Nullable String reason, @Nullable String history) {
        if (state.equals("none")) {
            return new Standing(1, 0, Optional.empty(), Optional.empty());
        }
        Credential.State newest = Credential.State.valueOf(state.toUpperCase(Locale.ROOT));
        Optional<StaffDecision> staff = StaffPolicy.standing(
                newest,
                Optional.ofNullable(reason).flatMap(ReasonCode::of),
                steps(history),
                history != null && history.contains("b"));
        boolean live = newest == Credential.State.ISSUED || newest == Credential.State.SUSPENDED;
        return new Standing(
                1, 1, live ? Optional.of(new Standing.Live(new UUID(8, 1), "a", DAY)) : Optional.empty(), staff);
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
