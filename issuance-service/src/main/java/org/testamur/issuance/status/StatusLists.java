package org.testamur.issuance.status;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.IssuanceConfig;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.store.Sql;
import org.testamur.platform.Uuid7;

/**
 * Gives out places in status lists and marks them. Places are reserved in blocks, in a transaction of their own that
 * ends before the place is used: a place that is not used after all, because work failed or an instance stopped, is
 * burnt and never given again.
 */
@ApplicationScoped
public class StatusLists {

    private static final int KEY_BYTES = 32;

    private final Sql sql;
    private final IssuanceConfig.StatusList config;
    private final StatusListPublisher publisher;
    private final TransactionSynchronizationRegistry transaction;
    private final SecureRandom random = new SecureRandom();
    private final Map<UUID, Deque<StatusEntry>> reserved = new ConcurrentHashMap<>();

    StatusLists(
            Sql sql,
            IssuanceConfig config,
            StatusListPublisher publisher,
            TransactionSynchronizationRegistry transaction) {
        this.sql = sql;
        this.config = config.statusList();
        this.publisher = publisher;
        this.transaction = transaction;
    }

    /** A place of its own for a credential of this issuer; the list that it is in is published already. */
    public StatusEntry reserve(Issuer issuer) {
        return reserve(issuer, 1).getFirst();
    }

    /** As many places; they may lie in different lists. */
    public List<StatusEntry> reserve(Issuer issuer, int count) {
        Deque<StatusEntry> block = reserved.computeIfAbsent(issuer.institutionId(), id -> new ArrayDeque<>());
        synchronized (block) {
            while (block.size() < count) {
                int missing = count - block.size();
                block.addAll(QuarkusTransaction.requiringNew().call(() -> block(issuer, missing)));
            }
            List<StatusEntry> places = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                places.add(block.removeFirst());
            }
            return places;
        }
    }

    /** Notes, in the caller's transaction, that the place is taken. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void take(StatusEntry entry, UUID institution) {
        sql.update(
                "insert into status_entry (status_list_id, index, institution_id) values (?, ?, ?)",
                entry.listId(),
                entry.index(),
                institution.toString());
    }

    /** Sets the bit, in the caller's transaction; the list is published soon after its commit. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void revoke(UUID list, int index) {
        int changed = sql.update(
                "update status_entry set revoked = true where status_list_id = ? and index = ? and not revoked",
                list,
                index);
        if (changed == 0) {
            return;
        }
        // Holds the list until commit, so that whoever publishes it sees every change that it counts.
        sql.update("update status_list set changes = changes + 1 where id = ?", list);
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

    private Deque<StatusEntry> block(Issuer issuer, int wanted) {
        String institution = issuer.institutionId().toString();
        sql.update("insert into status_allocation (institution_id) values (?) on conflict do nothing", institution);
        Allocation allocation = sql.first(
                        "select status_list_id, next_counter from status_allocation where institution_id = ? for update",
                        row -> new Allocation(row.getObject(1, UUID.class), row.getInt(2)),
                        institution)
                .orElseThrow();
        StatusKey list = allocation.list() == null ? null : list(allocation.list());
        int next = allocation.next();
        if (list == null || next >= list.entries()) {
            list = create(issuer);
            next = 0;
        }
        int end = Math.min(list.entries(), next + Math.max(config.block(), wanted));
        IndexPermutation permutation = new IndexPermutation(list.permutationKey(), list.entries());
        Deque<StatusEntry> block = new ArrayDeque<>();
        for (int counter = next; counter < end; counter++) {
            block.add(new StatusEntry(list.id(), list.url(), permutation.index(counter)));
        }
        sql.update(
                "update status_allocation set status_list_id = ?, next_counter = ? where institution_id = ?",
                list.id(),
                end,
                institution);
        return block;
    }

    private StatusKey list(UUID id) {
        return sql.first(
                        "select url, entries, permutation_key from status_list where id = ?",
                        row -> new StatusKey(id, row.getString(1), row.getInt(2), row.getBytes(3)),
                        id)
                .orElseThrow();
    }

    private StatusKey create(Issuer issuer) {
        UUID id = Uuid7.next();
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        StatusKey list = new StatusKey(id, issuer.baseUrl() + "/status-lists/" + id, config.entries(), key);
        sql.update(
                "insert into status_list (id, institution_id, url, entries, permutation_key) values (?, ?, ?, ?, ?)",
                id,
                issuer.institutionId().toString(),
                list.url(),
                list.entries(),
                key);
        publisher.publish(id);
        return list;
    }

    private record Allocation(@Nullable UUID list, int next) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record StatusKey(UUID id, String url, int entries, byte[] permutationKey) {}
}
