package org.testamur.issuance.key.compromise;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.key.rotation.RotateKeys;
import org.testamur.issuance.status.StatusLists;
import org.testamur.platform.Uuid7;
import org.testamur.platform.problem.Refusal;

/**
 * Takes a key out of use for good, in one transaction: nothing that it signs is kept from then on, the DID document and
 * the fact say so, another key signs, and what it signed before is noted to be dealt with. Next is
 * {@link ReplaceSigned}.
 */
@ApplicationScoped
class DeclareCompromise {

    private final RotateKeys rotate;
    private final SigningKeys keys;
    private final Compromises compromises;
    private final StatusLists statusLists;
    private final ReplaceSigned replace;
    private final Clock clock;

    DeclareCompromise(
            RotateKeys rotate,
            SigningKeys keys,
            Compromises compromises,
            StatusLists statusLists,
            ReplaceSigned replace,
            Clock clock) {
        this.rotate = rotate;
        this.keys = keys;
        this.compromises = compromises;
        this.statusLists = statusLists;
        this.replace = replace;
        this.clock = clock;
    }

    /** Repeated, it changes nothing more. */
    @Transactional
    Compromise of(UUID institution, int number, @Nullable Instant since, @Nullable String note, String actor) {
        Instant now = clock.instant();
        if (since != null && since.isAfter(now)) {
            throw Refusal.invalid("/since", "must not lie in the future");
        }
        if (since != null && since.isBefore(Instant.EPOCH)) {
            throw Refusal.invalid("/since", "must not lie before there were such keys");
        }
        IssuerKey key = rotate.key(institution, number);
        Optional<Compromise> known = compromises.ofKey(key.id());
        if (known.isPresent()) {
            return known.get();
        }
        // The lists before the key, as whoever publishes one does.
        statusLists.renew(institution);
        keys.letNobodyKeep(key.id());
        rotate.compromise(institution, number, since, actor, note);
        Compromise compromise = new Compromise(
                Uuid7.next(),
                institution,
                key.id(),
                number,
                since,
                note,
                actor,
                now,
                compromises.signedBy(key.id()),
                null,
                null);
        compromises.insert(compromise);
        replace.wakeAfterCommit();
        return compromise;
    }
}
