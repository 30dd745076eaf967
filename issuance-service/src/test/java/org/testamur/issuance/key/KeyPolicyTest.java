package org.testamur.issuance.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-20T14:03:11.300Z");
    private static final Duration PUBLICATION = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final KeyPolicy POLICY = new KeyPolicy(PUBLICATION, GRACE);

    /** Keys as a database would hold them while decisions are carried out. */
    private static final class Ring {

        final List<IssuerKey> keys = new ArrayList<>();

        Ring() {
            carryOut(POLICY.first(NOW.minus(Duration.ofDays(300))));
        }

        List<IssuerKey> now() {
            return List.copyOf(keys);
        }

        KeyDecision carryOut(KeyDecision decision) {
            switch (decision) {
                case KeyDecision.Make make ->
                    keys.add(new IssuerKey(
                            "did:web:example.org#key-" + make.number(),
                            make.number(),
                            "z6Mk" + make.number(),
                            make.state(),
                            make.validFrom(),
                            null,
                            make.signsFrom(),
                            null));
                case KeyDecision.ChangeKeys change -> change.keys().forEach(key -> keys.set(key.number() - 1, key));
                case KeyDecision.NoChange nothing -> {}
                case KeyDecision.RefuseChange refuse -> {}
                case KeyDecision.Unknown unknown -> {}
            }
            return decision;
        }

        IssuerKey key(int number) {
            return keys.get(number - 1);
        }

        List<String> states() {
            return keys.stream().map(key -> key.state().shown()).toList();
        }
    }

    private static String refusal(KeyDecision decision) {
        return assertInstanceOf(KeyDecision.RefuseChange.class, decision).code();
    }

    @Test
    void theFirstKeySignsAtOnceAlsoWhereTheClockIsBehind() {
        KeyDecision.Make first = POLICY.first(NOW);
        assertEquals(KeyState.ACTIVE, first.state());
        assertEquals(1, first.number());
        assertEquals(Instant.parse("2026-11-20T14:02:11Z"), first.validFrom());
    }

    @Test
    void theNextKeyIsPendingForAsLongAsADocumentIsKept() {
        Ring ring = new Ring();
        var make = assertInstanceOf(KeyDecision.Make.class, POLICY.rotate(ring.now(), false, NOW));
        assertEquals(2, make.number());
        assertEquals(KeyState.PENDING, make.state());
        assertEquals(NOW.plus(PUBLICATION), make.signsFrom());
    }

    @Test
    void oneRotationGoesOnAtATime() {
        Ring ring = new Ring();
        ring.carryOut(POLICY.rotate(ring.now(), false, NOW));
        assertEquals("rotation-under-way", refusal(POLICY.rotate(ring.now(), false, NOW)));
    }

    @Test
    void aKeyThatIsTheIssuersIdHasNoSuccessor() {
        Ring ring = new Ring();
        assertEquals("issuer-is-its-key", refusal(POLICY.rotate(ring.now(), true, NOW)));
        ring.carryOut(POLICY.compromise(ring.now(), 1, null, NOW));
        assertInstanceOf(KeyDecision.NoChange.class, POLICY.replace(ring.now(), true, NOW));
    }

    @Test
    void aPendingKeyTakesOverAtItsTimeAndNotASecondEarlier() {
        Ring ring = new Ring();
        ring.carryOut(POLICY.rotate(ring.now(), false, NOW));
        Instant due = NOW.plus(PUBLICATION);
        assertInstanceOf(KeyDecision.NoChange.class, POLICY.activate(ring.now(), due.minusMillis(1)));
        ring.carryOut(POLICY.activate(ring.now(), due));
        assertEquals(List.of("retired", "active"), ring.states());
        assertInstanceOf(KeyDecision.NoChange.class, POLICY.activate(ring.now(), due), "it takes over once");
    }

    @Test
    void whatTheRetiredKeySignsWithinTheGraceCountsAndAfterItDoesNot() {
        Ring ring = new Ring();
        ring.carryOut(POLICY.rotate(ring.now(), false, NOW));
        Instant due = NOW.plus(PUBLICATION);
        ring.carryOut(POLICY.activate(ring.now(), due));
        IssuerKey old = ring.key(1);
        assertTrue(old.covers(due));
        assertTrue(old.covers(due.plus(GRACE)), "to the last moment of the grace, cut to the second or not");
        assertFalse(old.covers(due.plus(GRACE).plusSeconds(1)));
        assertTrue(ring.key(2).covers(due), "both count while the change goes round");
        assertTrue(ring.key(2).covers(due.minus(GRACE)), "also where the clock is behind");
    }

    @Test
    void theLastKeyThatSignsCannotBeRetired() {
        Ring ring = new Ring();
        assertEquals("no-successor", refusal(POLICY.retire(ring.now(), 1, NOW)));
        ring.carryOut(POLICY.rotate(ring.now(), false, NOW));
        assertEquals("successor-waits", refusal(POLICY.retire(ring.now(), 1, NOW)));
        ring.carryOut(POLICY.retire(ring.now(), 1, NOW.plus(PUBLICATION)));
        assertEquals(List.of("retired", "active"), ring.states());
        assertInstanceOf(KeyDecision.NoChange.class, POLICY.retire(ring.now(), 1, NOW));
        assertInstanceOf(KeyDecision.Unknown.class, POLICY.retire(ring.now(), 3, NOW));
    }

    @Test
    void aPendingKeyCanBeGivenUpAndItsNumberIsNotUsedAgain() {
        Ring ring = new Ring();
        ring.carryOut(POLICY.rotate(ring.now(), false, NOW));
        ring.carryOut(POLICY.retire(ring.now(), 2, NOW));
        assertEquals(List.of("active", "retired"), ring.states());
        assertEquals(
                3,
                assertInstanceOf(KeyDecision.Make.class, POLICY.rotate(ring.now(), false, NOW))
                        .number());
    }

    @Test
    void aCompromisedKeyIsFollowedAtOnce() {
        Ring ring = new Ring();
        ring.carryOut(POLICY.compromise(ring.now(), 1, NOW.minusSeconds(3600), NOW));
        assertEquals(List.of("compromised"), ring.states());
        assertEquals(
                NOW.minusSeconds(3600).truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                ring.key(1).validUntil());
        assertEquals(Instant.parse("2026-11-20T14:03:11Z"), ring.key(1).compromisedAt());
        ring.carryOut(POLICY.replace(ring.now(), false, NOW));
        assertEquals(List.of("compromised", "active"), ring.states());
        assertInstanceOf(KeyDecision.NoChange.class, POLICY.replace(ring.now(), false, NOW));
    }

    @Test
    void aPendingKeyTakesTheCompromisedOnesPlaceWithoutWaiting() {
        Ring ring = new Ring();
        ring.carryOut(POLICY.rotate(ring.now(), false, NOW));
        ring.carryOut(POLICY.compromise(ring.now(), 1, null, NOW));
        assertEquals(List.of("compromised", "active"), ring.states());
        assertInstanceOf(KeyDecision.NoChange.class, POLICY.replace(ring.now(), false, NOW));
    }

    @Test
    void retiredAndPendingKeysCanBeCompromisedAndTheOneThatSignsStays() {
        Ring ring = new Ring();
        ring.carryOut(POLICY.rotate(ring.now(), false, NOW));
        ring.carryOut(POLICY.activate(ring.now(), NOW.plus(PUBLICATION)));
        Instant until = ring.key(1).validUntil();
        ring.carryOut(POLICY.compromise(ring.now(), 1, null, NOW.plus(Duration.ofDays(9))));
        assertEquals(until, ring.key(1).validUntil(), "it had stopped to count before");
        ring.carryOut(POLICY.rotate(ring.now(), false, NOW));
        ring.carryOut(POLICY.compromise(ring.now(), 3, null, NOW));
        assertEquals(List.of("compromised", "active", "compromised"), ring.states());
        assertInstanceOf(KeyDecision.NoChange.class, POLICY.compromise(ring.now(), 3, null, NOW));
        assertEquals("key-compromised", refusal(POLICY.retire(ring.now(), 3, NOW)));
    }

    @Test
    void aClockThatJumpedBackEndsNoKeyBeforeItBegan() {
        Ring ring = new Ring();
        Instant before = ring.key(1).validFrom().minus(Duration.ofDays(1));
        ring.carryOut(POLICY.compromise(ring.now(), 1, before, NOW));
        assertEquals(ring.key(1).validFrom(), ring.key(1).validUntil());
    }

    @Test
    void whateverIsAskedInWhateverOrderOneKeySignsAtMostAndNoCompromiseIsUndone() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Ring ring = new Ring();
            Instant now = NOW;
            for (int step = 0; step < 40; step++) {
                List<IssuerKey> before = ring.now();
                int number = 1 + random.nextInt(before.size());
                switch (random.nextInt(5)) {
                    case 0 -> ring.carryOut(POLICY.rotate(before, false, now));
                    case 1 -> ring.carryOut(POLICY.activate(before, now));
                    case 2 -> ring.carryOut(POLICY.retire(before, number, now));
                    case 3 -> {
                        ring.carryOut(POLICY.compromise(before, number, null, now));
                        ring.carryOut(POLICY.replace(ring.now(), false, now));
                    }
                    default -> now = now.plusSeconds(random.nextInt(200) - 20);
                }
                assertEquals(
                        1,
                        ring.keys.stream()
                                .filter(key -> key.state() == KeyState.ACTIVE)
                                .count(),
                        "seed " + seed);
                assertTrue(
                        ring.keys.stream()
                                        .filter(key -> key.state() == KeyState.PENDING)
                                        .count()
                                <= 1,
                        "seed " + seed);
                for (IssuerKey key : before) {
                    assertTrue(
                            ring.key(key.number()).state().compareTo(key.state()) >= 0,
                            "no key goes back, seed " + seed);
                }
                for (IssuerKey key : ring.keys) {
                    assertTrue(
                            (key.validUntil() == null)
                                    == (key.state() == KeyState.PENDING || key.state() == KeyState.ACTIVE),
                            "seed " + seed);
                }
            }
        }
    }
}
