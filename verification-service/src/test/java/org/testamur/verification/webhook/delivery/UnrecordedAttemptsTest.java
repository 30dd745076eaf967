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

class UnrecordedAttemptsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private long nanos = Long.MAX_VALUE - Duration.ofSeconds(2).toNanos();
    private Duration passed = Duration.ZERO;
    private final UnrecordedAttempts heldBack = new UnrecordedAttempts(FIRST, LONGEST, () -> nanos);
    private final DeliveryQueue.Lease lease = lease();

    @Test
    void whatCouldNotBeNotedIsNotReadAgainAndItsEndpointWaits() {
        DeliveryOutcome outcome = outcome();
        heldBack.hold(lease, List.of(outcome));
        assertThat(heldBack.endpoints()).containsExactly(lease.endpoint());
        assertThat(heldBack.deliveries()).containsExactly(outcome.delivery().id());
        assertThat(heldBack.due()).isEmpty();
        after(FIRST.minusNanos(1));
        assertThat(heldBack.due()).isEmpty();
        after(Duration.ofNanos(1));
        UnrecordedAttempts.Round round = heldBack.due().getFirst();
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
            UnrecordedAttempts.Round round = next();
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
        List<DeliveryOutcome> all = new ArrayList<>();
        long end = nanos + Duration.ofHours(1).toNanos();
        while (end - nanos > 0) {
            if (heldBack.endpoints().length == 0) {
                DeliveryOutcome sent = outcome();
                all.add(sent);
                requests++;
                heldBack.hold(lease, List.of(sent));
            }
            for (UnrecordedAttempts.Round round : heldBack.due()) {
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
        DeliveryOutcome poison = outcome();
        heldBack.hold(lease, List.of(poison));
        Optional<DeliveryQueue.Lease> released = Optional.empty();
        int rounds = 0;
        while (released.isEmpty()) {
            released = heldBack.tried(next(), Set.of());
            rounds++;
        }
        assertThat(rounds).isEqualTo(UnrecordedAttempts.ROUNDS);
        assertThat(heldBack.endpoints()).isEmpty();
        assertThat(heldBack.deliveries()).containsExactly(poison.delivery().id());
        assertThat(heldBack.isDoubtful(lease.endpoint())).isTrue();
        heldBack.sound(lease.endpoint());
        assertThat(heldBack.isDoubtful(lease.endpoint())).isFalse();
        UnrecordedAttempts.Round round = next();
        assertThat(round.outcomes()).hasSize(1);
        assertThat(heldBack.tried(round, ids(round))).as("it held nothing").isEmpty();
        assertThat(heldBack.count()).isZero();
    }

    @Test
    void oneNoteThatSucceedsFreesTheEndpointOfThoseThatDoNot() {
        DeliveryOutcome good = outcome();
        DeliveryOutcome poison = outcome();
        heldBack.hold(lease, List.of(poison, good));
        assertThat(heldBack.tried(next(), Set.of(good.delivery().id()))).contains(lease);
        assertThat(heldBack.deliveries()).containsExactly(poison.delivery().id());
    }

    @Test
    void aRoundOfWhatWasSetAsideFreesNoEndpointThatFailedMeanwhile() {
        DeliveryOutcome good = outcome();
        heldBack.hold(lease, List.of(outcome(), good));
        heldBack.tried(next(), Set.of(good.delivery().id()));
        UnrecordedAttempts.Round aside = next();
        heldBack.hold(lease, List.of(outcome()));
        assertThat(heldBack.tried(aside, ids(aside))).isEmpty();
        assertThat(heldBack.endpoints()).containsExactly(lease.endpoint());
    }

    @Test
    void itIsFullAtItsBound() {
        List<DeliveryOutcome> many = new ArrayList<>();
        for (int i = 0; i < UnrecordedAttempts.MOST; i++) {
            assertThat(heldBack.isFull()).isFalse();
            many.add(outcome());
            heldBack.hold(lease, List.of(many.getLast()));
        }
        assertThat(heldBack.isFull()).isTrue();
    }

    @Test
    void theSameDeliveryIsCountedOnce() {
        DeliveryOutcome outcome = outcome();
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
        RetryRecording none = new RetryRecording(
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
        List<DeliveryOutcome> outcomes = List.of(outcome(), outcome(), outcome());
        UUID poison = outcomes.get(1).delivery().id();
        RetryRecording some = new RetryRecording(
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
    private UnrecordedAttempts.Round next() {
        passed = Duration.ZERO;
        Duration step = Duration.ofMillis(500);
        List<UnrecordedAttempts.Round> rounds = heldBack.due();
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

    private static Set<UUID> ids(UnrecordedAttempts.Round round) {
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

    private DeliveryOutcome outcome() {
        return new DeliveryOutcome(
                new DeliveryQueue.DueDelivery(
                        Uuid7.next(), lease.endpoint(), "msg_1", Uuid7.next(), new byte[] {1}, 0, null),
                new Answer.Answered(204, null),
                new RetryPolicy.Next.Done(),
                NOW,
                NOW,
                Duration.ZERO);
    }
}
