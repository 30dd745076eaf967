package org.testamur.issuance.status;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.store.Sql;
import org.testamur.platform.tenancy.Access;

/**
 * Gives out places in status lists and marks them. Places are reserved in blocks, in a transaction of their own that
 * ends before the place is used: a place that is not used after all is given out again by the instance that reserved
 * it, and burnt when that stops. Nothing is written for a place whose bits were never set.
 */
@ApplicationScoped
public class StatusLists {

    private final Sql sql;
    private final ReserveStatusEntries reserve;
    private final StatusListPublisher publisher;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private final Map<UUID, Deque<StatusEntry>> reserved = new ConcurrentHashMap<>();
    private final Map<UUID, Queue<StatusEntry>> returned = new ConcurrentHashMap<>();
    private final Map<UUID, List<StatusListReference>> families = new ConcurrentHashMap<>();

    StatusLists(
            Sql sql,
            ReserveStatusEntries reserve,
            StatusListPublisher publisher,
            TransactionSynchronizationRegistry transaction,
            Clock clock) {
        this.sql = sql;
        this.reserve = reserve;
        this.publisher = publisher;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** A place of its own for a credential of this issuer; the lists that it is in are published already. */
    public StatusEntry reserve(Issuer issuer) {
        return reserve(issuer, 1).getFirst();
    }

    /** As many places; they may lie in different families. */
    public List<StatusEntry> reserve(Issuer issuer, int count) {
        Deque<StatusEntry> block = reserved.computeIfAbsent(issuer.institutionId(), id -> new ArrayDeque<>());
        Queue<StatusEntry> back = returned.computeIfAbsent(issuer.institutionId(), id -> new ConcurrentLinkedQueue<>());
        synchronized (block) {
            for (StatusEntry place = back.poll(); place != null; place = back.poll()) {
                block.addFirst(place);
            }
            if (block.size() < count) {
                int missing = count - block.size();
                block.addAll(Access.system(issuer.institutionId())
                        .call(() -> QuarkusTransaction.requiringNew().call(() -> reserve.block(issuer, missing))));
            }
            List<StatusEntry> entries = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                entries.add(block.removeFirst());
            }
            return entries;
        }
    }

    /** Takes back places for which nothing was kept, to be given out next. */
    public void giveBack(UUID institution, Collection<StatusEntry> places) {
        // Without the lock of those who reserve, which wait for a connection while this holds one.
        returned.computeIfAbsent(institution, id -> new ConcurrentLinkedQueue<>())
                .addAll(places);
    }

    /** The place of a credential, which keeps its revocation list and its index. */
    @Transactional(Transactional.TxType.MANDATORY)
    public StatusEntry entry(UUID revocationList, int index) {
        List<StatusListReference> known = families.get(revocationList);
        StatusEntry entry = new StatusEntry(known == null ? family(revocationList) : known, index);
        families.putIfAbsent(revocationList, entry.lists());
        return entry;
    }

    /**
     * Sets or clears a bit, in the caller's transaction; the list is published soon after its commit. Without effect
     * where the family has no list for the purpose. The caller holds the credential, so that its changes keep their
     * order.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void set(StatusEntry entry, StatusPurpose purpose, boolean value, UUID institution) {
        entry.list(purpose).ifPresent(list -> {
            sql.update(
                    "insert into status_change (status_list_id, index, institution_id, value, changed_at)"
                            + " values (?, ?, ?, ?, ?)",
                    list.id(),
                    entry.index(),
                    institution.toString(),
                    value,
                    clock.instant());
            publishAfterCommit();
        });
    }

    /** Has all lists of an institution signed again soon after the caller's transaction, as when its key no longer counts. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void renew(UUID institution) {
        sql.update("update status_list set valid_until = null where institution_id = ?", institution.toString());
        publishAfterCommit();
    }

    private List<StatusListReference> family(UUID revocationList) {
        List<StatusListReference> lists = sql.list("""
                select id, purpose, url, named from status_list
                where family_id = (select family_id from status_list where id = ?)""", ReserveStatusEntries::reference, revocationList);
        return ReserveStatusEntries.inOrder(lists);
    }

    private void publishAfterCommit() {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    publisher.wake();
                }
            }
        });
    }
}
