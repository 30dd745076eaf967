package org.testamur.issuance.key;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides the lifecycle of an institution's keys: pending, active, retired, and compromised from any of these and for
 * good. At most one key is active and at most one is pending.
 *
 * @param publication how long a key is published before it signs: as long as anybody may keep the DID document without
 *     it
 * @param grace how long after its retirement a key may still sign where that is not known yet, and how far clocks may
 *     be apart
 */
public record KeyPolicy(Duration publication, Duration grace) {

    /** An institution's first key: nobody keeps a document that lacks it. */
    public KeyDecision.Make first(Instant now) {
        return at(now, 1, KeyState.ACTIVE, Duration.ZERO);
    }

    /**
     * Another key is wanted.
     *
     * @param isIssuerId whether the institution's key is its id
     */
    public KeyDecision rotate(List<IssuerKey> keys, boolean isIssuerId, Instant now) {
        if (isIssuerId) {
            return new KeyDecision.RefuseChange(
                    "issuer-is-its-key", "The issuer is a did:key: its key is its id, so it cannot have another.");
        }
        Optional<IssuerKey> pending = in(keys, KeyState.PENDING);
        if (pending.isPresent()) {
            return new KeyDecision.RefuseChange(
                    "rotation-under-way",
                    "The key " + pending.get().number() + " is published already and signs from "
                            + pending.get().signsFrom() + ".");
        }
        return in(keys, KeyState.ACTIVE).isPresent()
                ? at(now, next(keys), KeyState.PENDING, publication)
                : at(now, next(keys), KeyState.ACTIVE, Duration.ZERO);
    }

    /** A pending key takes over when it has been published long enough, or when there is nothing to take over from. */
    public KeyDecision activate(List<IssuerKey> keys, Instant now) {
        Optional<IssuerKey> pending = in(keys, KeyState.PENDING);
        Optional<IssuerKey> active = in(keys, KeyState.ACTIVE);
        if (pending.isEmpty() || (active.isPresent() && !isDue(pending.get(), now))) {
            return new KeyDecision.NoChange();
        }
        List<IssuerKey> changed = new ArrayList<>();
        active.map(key -> key.retired(end(key, now))).ifPresent(changed::add);
        changed.add(pending.get().activated());
        return new KeyDecision.ChangeKeys(changed);
    }

    /** Somebody wants no more signatures of a key. */
    public KeyDecision retire(List<IssuerKey> keys, int number, Instant now) {
        IssuerKey key = numbered(keys, number);
        if (key == null) {
            return new KeyDecision.Unknown();
        }
        return switch (key.state()) {
            case PENDING -> new KeyDecision.ChangeKeys(List.of(key.retired(end(key, now))));
            case ACTIVE ->
                in(keys, KeyState.PENDING)
                        .map(pending -> isDue(pending, now)
                                ? activate(keys, now)
                                : new KeyDecision.RefuseChange(
                                        "successor-waits",
                                        "The key " + pending.number() + " takes over on " + pending.signsFrom()
                                                + ", when every copy of the DID document shows it, and this one is"
                                                + " retired then."))
                        .orElseGet(() -> new KeyDecision.RefuseChange(
                                "no-successor",
                                "It is the only key that signs: rotate, and it is retired when the next one takes"
                                        + " over."));
            case RETIRED -> new KeyDecision.NoChange();
            case COMPROMISED ->
                new KeyDecision.RefuseChange("key-compromised", "It is compromised, which is more than retired.");
        };
    }

    /**
     * Somebody else may have a key. It counts no longer from now on; a pending key takes its place at once, because a
     * document that some reader keeps and that lacks the new key is better than signatures that anybody can make.
     *
     * @param since when it got out, if that is known; may lie before now, never after
     */
    public KeyDecision compromise(List<IssuerKey> keys, int number, @Nullable Instant since, Instant now) {
        IssuerKey key = numbered(keys, number);
        if (key == null) {
            return new KeyDecision.Unknown();
        }
        if (key.isCompromised()) {
            return new KeyDecision.NoChange();
        }
        Instant until = since == null ? now : since;
        if (key.validUntil() != null && key.validUntil().isBefore(until)) {
            until = key.validUntil();
        }
        if (until.isBefore(key.validFrom())) {
            until = key.validFrom();
        }
        List<IssuerKey> changed = new ArrayList<>();
        changed.add(key.compromised(until.truncatedTo(ChronoUnit.SECONDS), now.truncatedTo(ChronoUnit.SECONDS)));
        if (key.state() == KeyState.ACTIVE) {
            in(keys, KeyState.PENDING).map(IssuerKey::activated).ifPresent(changed::add);
        }
        return new KeyDecision.ChangeKeys(changed);
    }

    /** An institution that has lost its key needs another at once. */
    public KeyDecision replace(List<IssuerKey> keys, boolean isIssuerId, Instant now) {
        return isIssuerId || keys.isEmpty() || in(keys, KeyState.ACTIVE).isPresent()
                ? new KeyDecision.NoChange()
                : rotate(keys, false, now);
    }

    private static boolean isDue(IssuerKey pending, Instant now) {
        Instant from = pending.signsFrom();
        return from == null || !now.isBefore(from);
    }

    /** The next full second after the grace, for proofs tell their date to the second. */
    private Instant end(IssuerKey key, Instant now) {
        Instant last = now.isBefore(key.validFrom()) ? key.validFrom() : now;
        return last.plus(grace).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    /** Counts from a little earlier, for an instance whose clock is behind may sign with it at once. */
    private KeyDecision.Make at(Instant now, int number, KeyState state, Duration published) {
        return new KeyDecision.Make(
                number, state, now.minus(grace).truncatedTo(ChronoUnit.SECONDS), now.plus(published));
    }

    private static int next(List<IssuerKey> keys) {
        return keys.stream().mapToInt(IssuerKey::number).max().orElse(0) + 1;
    }

    private static Optional<IssuerKey> in(List<IssuerKey> keys, KeyState state) {
        return keys.stream().filter(key -> key.state() == state).findFirst();
    }

    private static @Nullable IssuerKey numbered(List<IssuerKey> keys, int number) {
        return keys.stream().filter(key -> key.number() == number).findFirst().orElse(null);
    }
}
