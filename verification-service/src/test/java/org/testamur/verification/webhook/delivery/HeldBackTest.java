package org.testamur.verification.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.testamur.platform.Uuid7;
import org.testamur.platform.outbound.Answer;

class HeldBackTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();
    private Duration passed = Duration.ZERO;
    private final HeldBack heldBack = new HeldBack(FIRST, LONGEST, () -> nanos);
    private final DeliveryQueue.Lease lease = lease();

    @Test
    void whatCouldNotBeNotedIsNotReadAgainAndItsEndpointWaits() {
        Outcome outcome = outcome();
        heldBack.hold(lease, List.of(outcome));
        assertThat(heldBack.endpoints()).containsExactly(lease.endpoint());
        assertThat(heldBack.deliveries()).containsExactly(outcome.delivery().id());
        assertThat(heldBack.due()).isEmpty();
        after(FIRST.minusNanos(1));
        assertThat(heldBack.due()).isEmpty();
        after(Duration.ofNanos(1));
        HeldBack.Round round = heldBack.due().getFirst();
        assertThat(heldBack.due()).as("while it is tried").isEmpty();
        assertThat(heldBack.tried(round, ids(round))).contains(lease);
        assertThat(heldBack.endpoints()).isEmpty();
        assertThat(heldBack.deliveries()).isEmpty();
        assertThat(heldBack.count()).isZero();
        assertThat(heldBack.isDoubtful(lease.endpoint())).isFalse();
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            heldBack.hold(lease, List.of());
            HeldBack.Round round = next();
            pauses.add(passed);
            heldBack.tried(round, Set.of());
        }
        assertThat(pauses)
                .startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8))
                .endsWith(LONGEST, LONGEST);
    }

    /** In an hour in which no note succeeds, an endpoint gets a request for each pause and no more. */
    @Test
    void whenNothingCanBeNotedFewRequestsAreMadeAndEachOnce() {
        int requests = 0;
        List<Outcome> all = new ArrayList<>();
        long end = nanos + Duration.ofHours(1).toNanos();
        while (end - nanos > 0) {
            if (heldBack.endpoints().length == 0) {
                Outcome sent = outcome();
                all.add(sent);
                requests++;
                heldBack.hold(lease, List.of(sent));
            }
            for (HeldBack.Round round : heldBack.due()) {
                heldBack.tried(round, Set.of());
            }
            after(Duration.ofSeconds(1));
        }
        assertThat(requests).isBetween(5, 25);
        assertThat(heldBack.count()).isEqualTo(requests);
        assertThat(heldBack.outcomes())
                .extracting(outcome -> outcome.delivery().id())
                .containsExactlyInAnyOrderElementsOf(
                        all.stream().map(outcome -> outcome.delivery().id()).toList());
    }

    @Test
    void aRowThatRefusesItsNoteHoldsItsNeighboursForThreeRoundsOnly() {
        Outcome poison = outcome();
        heldBack.hold(lease, List.of(poison));
        Optional<DeliveryQueue.Lease> released = Optional.empty();
        int rounds = 0;
        while (released.isEmpty()) {
            released = heldBack.tried(next(), Set.of());
            rounds++;
        }
        assertThat(rounds).isEqualTo(HeldBack.ROUNDS);
        assertThat(heldBack.endpoints()).isEmpty();
        assertThat(heldBack.deliveries()).containsExactly(poison.delivery().id());
        assertThat(heldBack.isDoubtful(lease.endpoint())).isTrue();
        heldBack.sound(lease.endpoint());
        assertThat(heldBack.isDoubtful(lease.endpoint())).isFalse();
        HeldBack.Round round = next();
        assertThat(round.outcomes()).hasSize(1);
        assertThat(heldBack.tried(round, ids(round))).as("it held nothing").isEmpty();
        assertThat(heldBack.count()).isZero();
    }

    @Test
    void oneNoteThatSucceedsFreesTheEndpointOfThoseThatDoNot() {
        Outcome good = outcome();
        Outcome poison = outcome();
        heldBack.hold(lease, List.of(poison, good));
        assertThat(heldBack.tried(next(), Set.of(good.delivery().id()))).contains(lease);
        assertThat(heldBack.deliveries()).containsExactly(poison.delivery().id());
    }

    @Test
    void aRoundOfWhatWasSetAsideFreesNoEndpointThatFailedMeanwhile() {
        Outcome good = outcome();
        heldBack.hold(lease, List.of(outcome(), good));
        heldBack.tried(next(), Set.of(good.delivery().id()));
        HeldBack.Round aside = next();
        heldBack.hold(lease, List.of(outcome()));
        assertThat(heldBack.tried(aside, ids(aside))).isEmpty();
        assertThat(heldBack.endpoints()).containsExactly(lease.endpoint());
    }

    @Test
    void itIsFullAtItsBound() {
        List<Outcome> many = new ArrayList<>();
        for (int i = 0; i < HeldBack.MOST; i++) {
            assertThat(heldBack.isFull()).isFalse();
            many.add(outcome());
            heldBack.hold(lease, List.of(many.getLast()));
        }
        assertThat(heldBack.isFull()).isTrue();
    }

    @Test
    void theSameDeliveryIsCountedOnce() {
        Outcome outcome = outcome();
        heldBack.hold(lease, List.of(outcome));
        heldBack.hold(lease, List.of(outcome));
        assertThat(heldBack.count()).isEqualTo(1);
    }

    @Test
    void noBodyIsKept() {
        heldBack.hold(lease, List.of(outcome()));
        assertThat(heldBack.outcomes().getFirst().delivery().body()).isEmpty();
    }

    @Test
    void whoNotesAgainStopsWhenNothingIsTaken() {
        List<UUID> asked = new ArrayList<>();
        NoteAgain none = new NoteAgain(
                outcomes -> {
                    throw new IllegalStateException("read only");
                },
                outcome -> {
                    asked.add(outcome.delivery().id());
                    throw new OutOfMemoryError("none left");
                });
        assertThat(none.note(List.of(outcome(), outcome(), outcome(), outcome(), outcome())))
                .isEmpty();
        assertThat(asked).hasSize(3);
    }

    @Test
    void whoNotesAgainNotesTheNeighboursOfARowThatRefuses() {
        List<Outcome> outcomes = List.of(outcome(), outcome(), outcome());
        UUID poison = outcomes.get(1).delivery().id();
        NoteAgain some = new NoteAgain(
                all -> {
                    throw new IllegalStateException("one of them");
                },
                outcome -> {
                    if (outcome.delivery().id().equals(poison)) {
                        throw new IllegalStateException("this one");
                    }
                });
        assertThat(some.note(outcomes))
                .containsExactlyInAnyOrder(
                        outcomes.get(0).delivery().id(),
                        outcomes.get(2).delivery().id());
    }

    /** Lets time pass until something is to be noted again. */
    private HeldBack.Round next() {
        passed = Duration.ZERO;
        Duration step = Duration.ofMillis(500);
        List<HeldBack.Round> rounds = heldBack.due();
        while (rounds.isEmpty()) {
            after(step);
            passed = passed.plus(step);
            rounds = heldBack.due();
        }
        return rounds.getFirst();
    }

    private void after(Duration duration) {
        nanos += duration.toNanos();
    }

    private static Set<UUID> ids(HeldBack.Round round) {
        return round.outcomes().stream().map(outcome -> outcome.delivery().id()).collect(Collectors.toSet());
    }

    private static DeliveryQueue.Lease lease() {
        return new DeliveryQueue.Lease(
                Uuid7.next(),
                Uuid7.next(),
                UUID.randomUUID(),
                URI.create("https://hr.brightwater.example/"),
                List.of());
    }

    private Outcome outcome() {
        return new Outcome(
                new DeliveryQueue.Due(Uuid7.next(), lease.endpoint(), "msg_1", Uuid7.next(), new byte[] {1}, 0),
                new Answer.Answered(204, null),
                new RetryPolicy.Next.Done(),
                NOW,
                NOW,
                Duration.ZERO);
    }
}
