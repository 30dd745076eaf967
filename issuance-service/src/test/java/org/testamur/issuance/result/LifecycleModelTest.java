package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.credential.ChangeKind;
import org.testamur.issuance.credential.Credential;
import org.testamur.issuance.credential.ReasonCode;
import org.testamur.issuance.credential.StaffDecision;

/**
 * All short sequences of what can happen to a learner's awards, and many long ones, hold what
 * {@code docs/credential-lifecycle.md} says: beside the policies runs a second reading of that page that knows no policy.
 */
class LifecycleModelTest {

    private static final long SEED = Long.getLong("testamur.seed", 20261130);
    private static final int LONG_ONES = Integer.getInteger("testamur.sequences", 10_000);

    private enum Event {
        PASS,
        OTHER_PASS,
        FAIL,
        WITHDRAWAL,
        AGAIN,
        SUSPEND,
        LOSE_BASE,
        REINSTATE,
        REVOKE,
        COMPROMISE_KEY,
        REISSUE,
        RELEASE,
        REFUSE,
        ERASE
    }

    private record Step(int enrolment, Event event) {}

    @Test
    void allShortSequencesOfOneEnrolment() {
        assertTrue(walk(new Reading(1), steps(1), 5, new ArrayList<>()) > 500_000);
    }

    @Test
    void allShortSequencesOfTwoEnrolments() {
        assertTrue(walk(new Reading(2), steps(2), 4, new ArrayList<>()) > 500_000);
    }

    @Test
    void manyLongSequencesOfThreeEnrolments() {
        Random random = new Random(SEED);
        List<Step> steps = steps(3);
        for (int number = 0; number < LONG_ONES; number++) {
            Reading reading = new Reading(3);
            List<Step> so = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Step step = steps.get(random.nextInt(steps.size()));
                // Seldom, for it is the end.
                if (step.event() != Event.ERASE || random.nextInt(10) == 0) {
                    so.add(step);
                    reading.take(step, so);
                }
            }
        }
    }

    private static List<Step> steps(int enrolments) {
        List<Step> steps = new ArrayList<>();
        for (Event event : Event.values()) {
            for (int i = 0; i < (event == Event.ERASE ? 1 : enrolments); i++) {
                steps.add(new Step(i, event));
            }
        }
        return steps;
    }

    private static long walk(Reading reading, List<Step> steps, int left, List<Step> so) {
        long count = 1;
        if (left > 0) {
            for (Step step : steps) {
                Reading next = new Reading(reading);
                so.addLast(step);
                next.take(step, so);
                count += walk(next, steps, left - 1, so);
                so.removeLast();
            }
        }
        return count;
    }

    /** What the page says must be, beside what the policies made of it. */
    private static final class Reading {

        private final LifecycleModel model;
        /** What staff decided on an enrolment and have not ended. */
        private final @Nullable StaffDecision[] own;
        /** Whether that still binds the learner's other enrolments. */
        private final boolean[] binding;

        private boolean erased;

        Reading(int enrolments) {
            model = new LifecycleModel(enrolments);
            own = new StaffDecision[enrolments];
            binding = new boolean[enrolments];
        }

        Reading(Reading other) {
            model = other.model.copy();
            own = other.own.clone();
            binding = other.binding.clone();
            erased = other.erased;
        }

        void take(Step step, List<Step> so) {
            List<List<LifecycleModel.Issued>> before = all();
            LifecycleModel.@Nullable Pass pass = model.pass(step.enrolment());
            apply(step);
            hold(step, before.get(step.enrolment()), pass, so);
            for (int i = 0; i < own.length; i++) {
                List<LifecycleModel.Issued> credentials = model.credentials(i);
                check(credentials.stream().filter(LifecycleModel.Issued::isLive).count() <= 1, "one counts", so);
                check(i == step.enrolment() || erased || credentials.equals(before.get(i)), "no other is touched", so);
                check(
                        erased || credentials.isEmpty() || own[i] == null == isFree(credentials.getLast()),
                        "what staff decided stands until staff end it",
                        so);
            }
        }

        private static boolean isFree(LifecycleModel.Issued newest) {
            return newest.decision().isEmpty();
        }

        private void apply(Step step) {
            int on = step.enrolment();
            switch (step.event()) {
                case PASS -> model.result(on, "a", ReasonCode.RESULT_CORRECTED);
                case OTHER_PASS -> model.result(on, "b", ReasonCode.RESULT_CORRECTED);
                case FAIL -> model.result(on, null, ReasonCode.RESULT_CORRECTED);
                case WITHDRAWAL -> model.result(on, null, ReasonCode.RESULT_WITHDRAWN);
                case AGAIN -> model.again(on);
                case SUSPEND -> model.change(on, ChangeKind.SUSPENSION, ReasonCode.UNDER_REVIEW, true);
                case LOSE_BASE -> model.change(on, ChangeKind.SUSPENSION, ReasonCode.UNDER_REVIEW, false);
                case REINSTATE -> model.change(on, ChangeKind.REINSTATEMENT, ReasonCode.REVIEW_CLOSED, true);
                case REVOKE -> model.change(on, ChangeKind.REVOCATION, ReasonCode.MISCONDUCT, true);
                case COMPROMISE_KEY -> model.change(on, ChangeKind.REVOCATION, ReasonCode.KEY_COMPROMISED, false);
                case REISSUE -> model.reissue(on);
                case RELEASE -> model.release(on);
                case REFUSE -> model.refuse(on);
                case ERASE -> {
                    model.erase();
                    erased = true;
                    Arrays.fill(own, null);
                    Arrays.fill(binding, false);
                }
            }
        }

        private void hold(
                Step step, List<LifecycleModel.Issued> before, LifecycleModel.@Nullable Pass pass, List<Step> so) {
            int on = step.enrolment();
            List<LifecycleModel.Issued> after = model.credentials(on);
            Credential.CredentialState was =
                    before.isEmpty() ? null : before.getLast().state();
            Credential.CredentialState is =
                    after.isEmpty() ? null : after.getLast().state();
            boolean live = was == Credential.CredentialState.ISSUED || was == Credential.CredentialState.SUSPENDED;
            boolean same = after.equals(before);
            if (erased) {
                check(is == null || is == Credential.CredentialState.ERASED, "erased for good", so);
                check(step.event() == Event.ERASE || same, "nothing follows an erasure", so);
                return;
            }
            switch (step.event()) {
                case PASS, OTHER_PASS -> {
                    boolean waits = !live && (own[on] != null || isBoundElsewhere(on));
                    String content = step.event() == Event.PASS ? "a" : "b";
                    if (live && before.getLast().content().equals(content)) {
                        check(same, "the same again is nothing", so);
                    } else if (waits) {
                        check(same && model.pass(on) == LifecycleModel.Pass.OPEN, "a pass waits for a registrar", so);
                    } else {
                        check(after.size() == before.size() + 1, "a pass leads to a credential", so);
                        check(
                                is == (live ? was : Credential.CredentialState.ISSUED),
                                "what was suspended stays so",
                                so);
                    }
                }
                case FAIL, WITHDRAWAL -> {
                    check(
                            is == (live ? Credential.CredentialState.REVOKED : was),
                            "a fail revokes what counts alone",
                            so);
                    check(model.pass(on) != LifecycleModel.Pass.OPEN, "a fail overtakes what waits", so);
                }
                case AGAIN -> check(same && model.pass(on) == pass, "the same revision again is nothing", so);
                case SUSPEND, LOSE_BASE -> {
                    check(is == (live ? Credential.CredentialState.SUSPENDED : was), "what counts is suspended", so);
                    decide(was == Credential.CredentialState.ISSUED, on, StaffDecision.SUSPENSION);
                }
                case REINSTATE -> {
                    check(
                            is == (live ? Credential.CredentialState.ISSUED : was),
                            "what is suspended is reinstated",
                            so);
                    decide(live, on, null);
                }
                case REVOKE -> {
                    boolean revocable = live || was == Credential.CredentialState.REVOKED;
                    check(is == (revocable ? Credential.CredentialState.REVOKED : was), "staff revoke", so);
                    decide(revocable && own[on] != StaffDecision.REVOCATION, on, StaffDecision.REVOCATION);
                }
                case COMPROMISE_KEY ->
                    check(is == (live ? Credential.CredentialState.REVOKED : was), "a key revokes", so);
                case REISSUE -> {
                    check(is == was, "as the old one was", so);
                    // Its suspension is noted anew, as of the new credential.
                    binding[on] |= was == Credential.CredentialState.SUSPENDED;
                }
                case RELEASE -> {
                    boolean releasable = pass == LifecycleModel.Pass.OPEN || pass == LifecycleModel.Pass.REFUSED;
                    check(after.size() == before.size() + (releasable ? 1 : 0), "a release issues once", so);
                    if (releasable) {
                        check(is == Credential.CredentialState.ISSUED, "what is released counts", so);
                        own[on] = null;
                        Arrays.fill(binding, false);
                    }
                }
                case REFUSE -> check(same, "a refusal issues nothing", so);
                case ERASE -> {}
            }
            if ((step.event() == Event.PASS || step.event() == Event.OTHER_PASS)
                    && was == Credential.CredentialState.SUSPENDED
                    && !same) {
                binding[on] = true;
            }
        }

        private void decide(boolean decided, int on, @Nullable StaffDecision decision) {
            if (decided) {
                own[on] = decision;
                binding[on] = decision != null;
            }
        }

        private boolean isBoundElsewhere(int on) {
            for (int i = 0; i < own.length; i++) {
                if (i != on && own[i] != null && binding[i]) {
                    return true;
                }
            }
            return false;
        }

        private List<List<LifecycleModel.Issued>> all() {
            List<List<LifecycleModel.Issued>> all = new ArrayList<>();
            for (int i = 0; i < own.length; i++) {
                all.add(List.copyOf(model.credentials(i)));
            }
            return all;
        }

        private static void check(boolean holds, String what, List<Step> so) {
            if (!holds) {
                throw new AssertionError(what + ", after " + so);
            }
        }
    }
}
