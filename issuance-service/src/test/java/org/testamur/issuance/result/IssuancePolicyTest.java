package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssuancePolicyTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final LocalDate LATER = LocalDate.of(2026, 12, 1);
    private static final UUID CREDENTIAL = UUID.fromString("0a6f1c9e-4f0b-8c1d-9b1e-2f3a4b5c6d7e");
    private static final Verdict FAILED = new Verdict.NotPassed("the result was corrected to a fail");
    private static final Verdict WITHDRAWN = new Verdict.NotPassed("the result was withdrawn");

    private static Verdict pass(String content) {
        return new Verdict.Passed(content, DAY, List.of());
    }

    private static PriorAward live(long revision, int number, String content) {
        return new PriorAward(
                revision, number, Optional.of(new PriorAward.Live(CREDENTIAL, content, DAY)), Optional.empty());
    }

    private static PriorAward ended(long revision, int number) {
        return new PriorAward(revision, number, Optional.empty(), Optional.empty());
    }

    @Test
    void firstPassIsTheFirstAward() {
        assertEquals(new IssuanceDecision.Issue(1, DAY), IssuancePolicy.decide(PriorAward.NOTHING_YET, 1, pass("a")));
    }

    @Test
    void firstPassMayComeAtALaterRevision() {
        assertEquals(new IssuanceDecision.Issue(1, DAY), IssuancePolicy.decide(PriorAward.NOTHING_YET, 7, pass("a")));
    }

    @Test
    void firstFailIsNothing() {
        assertEquals(new IssuanceDecision.Nothing(), IssuancePolicy.decide(PriorAward.NOTHING_YET, 1, FAILED));
    }

    @Test
    void withdrawnBeforeAnyAwardIsNothing() {
        assertEquals(new IssuanceDecision.Nothing(), IssuancePolicy.decide(PriorAward.NOTHING_YET, 1, WITHDRAWN));
    }

    @Test
    void failThenPassAwards() {
        assertEquals(new IssuanceDecision.Issue(1, DAY), IssuancePolicy.decide(ended(1, 0), 2, pass("a")));
    }

    @Test
    void passThenFailRevokes() {
        assertEquals(
                new IssuanceDecision.Revoke(CREDENTIAL, "the result was corrected to a fail"),
                IssuancePolicy.decide(live(1, 1, "a"), 2, FAILED));
    }

    @Test
    void passThenWithdrawalRevokes() {
        assertEquals(
                new IssuanceDecision.Revoke(CREDENTIAL, "the result was withdrawn"),
                IssuancePolicy.decide(live(1, 1, "a"), 2, WITHDRAWN));
    }

    @Test
    void passThenTheSamePassIsNothing() {
        assertEquals(new IssuanceDecision.Nothing(), IssuancePolicy.decide(live(1, 1, "a"), 2, pass("a")));
    }

    @Test
    void passThenAnotherPassSupersedesAndKeepsTheDay() {
        Verdict corrected = new Verdict.Passed("b", LATER, List.of());
        assertEquals(
                new IssuanceDecision.Supersede(CREDENTIAL, 2, DAY),
                IssuancePolicy.decide(live(1, 1, "a"), 2, corrected));
    }

    @Test
    void passAfterARevocationIsTheNextAward() {
        assertEquals(new IssuanceDecision.Issue(2, DAY), IssuancePolicy.decide(ended(2, 1), 3, pass("a")));
    }

    @Test
    void redeliveredPassAfterARegistrarsRevocationIsNothing() {
        assertEquals(new IssuanceDecision.Nothing(), IssuancePolicy.decide(ended(1, 1), 1, pass("a")));
    }

    @Test
    void failAfterARevocationIsNothing() {
        assertEquals(new IssuanceDecision.Nothing(), IssuancePolicy.decide(ended(2, 1), 3, FAILED));
    }

    @Test
    void awardAfterARevocationHasTheDayOfItsOwnPass() {
        assertEquals(
                new IssuanceDecision.Issue(3, LATER),
                IssuancePolicy.decide(ended(4, 2), 5, new Verdict.Passed("a", LATER, List.of())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatWasDecidedIsNotDecidedAgain(long revision) {
        assertEquals(new IssuanceDecision.Nothing(), IssuancePolicy.decide(live(3, 1, "a"), revision, pass("b")));
        assertEquals(new IssuanceDecision.Nothing(), IssuancePolicy.decide(live(3, 1, "a"), revision, FAILED));
    }

    @Test
    void objectionsRefuseAndAreAllNamed() {
        var verdict = new Verdict.Passed("a", DAY, List.of("the enrolment is another learner's", "it has no date"));
        assertEquals(
                new IssuanceDecision.Refuse("the enrolment is another learner's; it has no date"),
                IssuancePolicy.decide(PriorAward.NOTHING_YET, 1, verdict));
    }

    @Test
    void objectionsToACorrectionLeaveWhatCounts() {
        var verdict = new Verdict.Passed("b", DAY, List.of("the enrolment is another learner's"));
        assertInstanceOf(IssuanceDecision.Refuse.class, IssuancePolicy.decide(live(1, 1, "a"), 2, verdict));
    }

    @ParameterizedTest
    @MethodSource("standings")
    void erasedLearnersGetNothingWhateverTheyHad(PriorAward standing) {
        assertInstanceOf(
                IssuanceDecision.Refuse.class, IssuancePolicy.decide(standing, 9, new Verdict.OfErasedLearner()));
    }

    static List<PriorAward> standings() {
        return List.of(PriorAward.NOTHING_YET, live(1, 1, "a"), ended(2, 1), live(12, 3, "b"));
    }

    /** Whatever comes, in whatever order and however often: one credential counts exactly when the newest is a pass. */
    @ParameterizedTest
    @MethodSource("seeds")
    void oneCredentialCountsExactlyWhenTheNewestRevisionIsAPass(long seed) {
        Random random = new Random(seed);
        PriorAward standing = PriorAward.NOTHING_YET;
        Set<Integer> numbers = new HashSet<>();
        boolean passed = false;
        long newest = 0;
        for (int step = 0; step < 40; step++) {
            long revision = Math.max(1, newest + random.nextInt(4) - 2);
            boolean pass = random.nextBoolean();
            Verdict verdict = pass ? pass("content " + random.nextInt(3)) : random.nextBoolean() ? FAILED : WITHDRAWN;
            IssuanceDecision decision = IssuancePolicy.decide(standing, revision, verdict);
            if (revision > newest) {
                newest = revision;
                passed = pass;
            }
            standing = after(standing, newest, verdict, decision, numbers);
            assertEquals(passed, standing.live().isPresent(), "at step " + step + " of seed " + seed);
            assertEquals(numbers.size(), standing.awardNumber());
        }
    }

    private static PriorAward after(
            PriorAward before, long newest, Verdict verdict, IssuanceDecision decision, Set<Integer> numbers) {
        return switch (decision) {
            case IssuanceDecision.Issue award -> issued(newest, award.number(), verdict, numbers);
            case IssuanceDecision.Supersede supersede -> {
                assertEquals(before.live().orElseThrow().credential(), supersede.credential());
                yield issued(newest, supersede.number(), verdict, numbers);
            }
            case IssuanceDecision.Revoke revoke -> {
                assertEquals(before.live().orElseThrow().credential(), revoke.credential());
                yield new PriorAward(newest, before.awardNumber(), Optional.empty(), Optional.empty());
            }
            case IssuanceDecision.Nothing() ->
                new PriorAward(newest, before.awardNumber(), before.live(), Optional.empty());
            case IssuanceDecision.Wait wait -> throw new AssertionError(wait);
            case IssuanceDecision.Refuse refuse -> throw new AssertionError(refuse.reason());
        };
    }

    private static PriorAward issued(long newest, int number, Verdict verdict, Set<Integer> numbers) {
        assertEquals(numbers.size() + 1, number, "numbers are given out one after the other");
        numbers.add(number);
        String content = ((Verdict.Passed) verdict).contentDigest();
        return new PriorAward(
                newest, number, Optional.of(new PriorAward.Live(new UUID(8, number), content, DAY)), Optional.empty());
    }

    static IntStream seeds() {
        return IntStream.range(0, 100);
    }
}
