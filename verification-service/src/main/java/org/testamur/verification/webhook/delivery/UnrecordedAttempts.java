package org.testamur.verification.webhook.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the tries whose outcome could not be noted, so that none of them is sent again, and holds their endpoints for a
 * pause that doubles. Before anything else goes to such an endpoint, its outcomes are noted again. A row that refuses its note
 * alone is set aside after some rounds, and the endpoint goes on with one delivery at a time until a note succeeds.
 */
final class UnrecordedAttempts {

    /** After so many failed rounds the rows of an endpoint no longer hold it. */
    static final int ROUNDS = 3;
    /** With so many outcomes in memory nothing more is sent at all. */
    static final int MOST = 5_000;

    private static final int LONGEST_DOUBLING = 30;

    private final Duration first;
    private final Duration longest;
    private final LongSupplier nanos;
    private final Map<UUID, Entry> entries = new HashMap<>();
    private int count;

    /**
     * An endpoint whose outcomes are to be noted again now.
     *
     * @param outcomes may be empty: the endpoint only waited
     * @param ofHeld whether the endpoint waits for them
     */
    record Round(UUID endpoint, List<DeliveryOutcome> outcomes, boolean ofHeld) {}

    private static final class Row {
        private final DeliveryOutcome outcome;
        private int failures = 1;
        private long until;

        Row(DeliveryOutcome outcome, long until) {
            this.outcome = outcome;
            this.until = until;
        }
    }

    private static final class Entry {
        private final Map<UUID, Row> rows = new LinkedHashMap<>();
        private DeliveryQueue.@Nullable Lease lease;
        private int failures;
        private long until;
        private boolean held;
        private boolean inRound;
    }

    /**
     * @param first how long an endpoint is held after the first failure
     * @param longest the longest it is held, however many failures follow
     * @param nanos as {@link System#nanoTime()}
     */
    UnrecordedAttempts(Duration first, Duration longest, LongSupplier nanos) {
        this.first = first;
        this.longest = longest;
        this.nanos = nanos;
    }

    /** A turn of the endpoint failed: it keeps its lease and waits. */
    synchronized void hold(DeliveryQueue.Lease lease, List<DeliveryOutcome> unnoted) {
        Entry entry = entries.computeIfAbsent(lease.endpoint(), id -> new Entry());
        entry.lease = lease;
        entry.held = true;
        entry.failures++;
        entry.until = nanos.getAsLong() + pause(entry.failures).toNanos();
        for (DeliveryOutcome outcome : unnoted) {
            if (entry.rows.put(outcome.delivery().id(), new Row(outcome.withoutBody(), entry.until)) == null) {
                count++;
            }
        }
    }

    /** A turn of the endpoint went well: the next one need not be careful. */
    synchronized void sound(UUID endpoint) {
        Entry entry = entries.get(endpoint);
        if (entry != null) {
            entry.failures = 0;
            forgetIfClean(endpoint, entry);
        }
    }

    /** Whether it failed before and nothing succeeded since: one delivery shows how it goes. */
    synchronized boolean isDoubtful(UUID endpoint) {
        Entry entry = entries.get(endpoint);
        return entry != null && entry.failures > 0;
    }

    /** Those whose pause is over; each is given out once until {@link #tried} is called. */
    synchronized List<Round> due() {
        long now = nanos.getAsLong();
        List<Round> rounds = new ArrayList<>();
        entries.forEach((endpoint, entry) -> {
            if (entry.inRound || (entry.held && entry.until - now > 0)) {
                return;
            }
            List<DeliveryOutcome> outcomes = entry.rows.values().stream()
                    .filter(row -> entry.held || row.until - now <= 0)
                    .map(row -> row.outcome)
                    .toList();
            if (entry.held || !outcomes.isEmpty()) {
                entry.inRound = true;
                rounds.add(new Round(endpoint, outcomes, entry.held));
            }
        });
        return rounds;
    }

    /** Ends a round; returns the lease to give back when the endpoint need not wait any longer. */
    synchronized Optional<DeliveryQueue.Lease> tried(Round round, Set<UUID> noted) {
        Entry entry = entries.get(round.endpoint());
        if (entry == null) {
            return Optional.empty();
        }
        entry.inRound = false;
        for (DeliveryOutcome outcome : round.outcomes()) {
            UUID delivery = outcome.delivery().id();
            if (noted.contains(delivery)) {
                entry.rows.remove(delivery);
                count--;
            } else {
                Row row = entry.rows.get(delivery);
                if (row != null) {
                    row.failures++;
                    row.until = nanos.getAsLong() + pause(row.failures).toNanos();
                }
            }
        }
        boolean all = noted.size() == round.outcomes().size();
        DeliveryQueue.Lease lease = null;
        if (round.ofHeld() && entry.held) {
            if (all && !noted.isEmpty()) {
                entry.failures = 0;
            }
            if (all || !noted.isEmpty() || entry.failures >= ROUNDS) {
                entry.held = false;
                lease = entry.lease;
            } else {
                entry.failures++;
                entry.until = nanos.getAsLong() + pause(entry.failures).toNanos();
            }
        }
        forgetIfClean(round.endpoint(), entry);
        return Optional.ofNullable(lease);
    }

    /** The endpoints that nothing is sent to now. */
    synchronized UUID[] endpoints() {
        return entries.entrySet().stream()
                .filter(each -> each.getValue().held)
                .map(Map.Entry::getKey)
                .toArray(UUID[]::new);
    }

    /** The deliveries that were sent, which the database does not know. */
    synchronized UUID[] deliveries() {
        return entries.values().stream()
                .flatMap(entry -> entry.rows.keySet().stream())
                .toArray(UUID[]::new);
    }

    /** All outcomes that are not noted. */
    synchronized List<DeliveryOutcome> outcomes() {
        return entries.values().stream()
                .flatMap(entry -> entry.rows.values().stream())
                .map(row -> row.outcome)
                .toList();
    }

    synchronized int count() {
        return count;
    }

    synchronized boolean isFull() {
        return count >= MOST;
    }

    private void forgetIfClean(UUID endpoint, Entry entry) {
        if (!entry.held && !entry.inRound && entry.failures == 0 && entry.rows.isEmpty()) {
            entries.remove(endpoint);
        }
    }

    private Duration pause(int failures) {
        Duration doubled = first.multipliedBy(1L << Math.min(failures - 1, LONGEST_DOUBLING));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }
}
