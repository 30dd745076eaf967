package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusLists;

/**
 * Has places in status lists given out again when what was signed for them is not kept, so that work which is tried
 * again and again uses no lists up. After a commit whose outcome nobody knows they stay burnt.
 */
@ApplicationScoped
class UnkeptEntries {

    private final StatusLists statusLists;
    private final TransactionSynchronizationRegistry transaction;
    private final UsedEntries used = new UsedEntries();

    UnkeptEntries(StatusLists statusLists, TransactionSynchronizationRegistry transaction) {
        this.statusLists = statusLists;
        this.transaction = transaction;
    }

    /** Whether the place was free until now: it counts as used from here on. */
    boolean take(StatusEntry place) {
        return used.take(place.listId(), place.index());
    }

    /** Nothing that was signed for these is kept, or will be. */
    void giveBack(UUID institution, Collection<StatusEntry> places) {
        places.forEach(place -> used.giveBack(place.listId(), place.index()));
        statusLists.giveBack(institution, places);
    }

    boolean isInTransaction() {
        return transaction.getTransactionStatus() == Status.STATUS_ACTIVE;
    }

    /** Gives back, when the caller's transaction is over, the places of those of these that it has not kept. */
    @Transactional(Transactional.TxType.MANDATORY)
    void watch(Collection<Signed.Ready> signed) {
        if (!signed.isEmpty()) {
            watch().signed.addAll(signed);
        }
    }

    /** In the caller's transaction. */
    @Transactional(Transactional.TxType.MANDATORY)
    void kept(Collection<Credential> credentials) {
        credentials.forEach(credential -> watch().kept.add(credential.id()));
    }

    private Watch watch() {
        if (transaction.getResource(UnkeptEntries.class) instanceof Watch watch) {
            return watch;
        }
        Watch watch = new Watch();
        transaction.putResource(UnkeptEntries.class, watch);
        transaction.registerInterposedSynchronization(watch);
        return watch;
    }

    private final class Watch implements Synchronization {

        private final List<Signed.Ready> signed = new ArrayList<>();
        private final Set<UUID> kept = new HashSet<>();
        private boolean committing;

        @Override
        public void beforeCompletion() {
            committing = true;
        }

        @Override
        public void afterCompletion(int status) {
            boolean committed = status == Status.STATUS_COMMITTED;
            if (!committed && committing) {
                return;
            }
            for (Signed.Ready one : signed) {
                if (!committed || !kept.contains(one.credential().id())) {
                    giveBack(one.order().issuer().institutionId(), List.of(one.place()));
                }
            }
        }
    }
}
