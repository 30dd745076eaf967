package org.testamur.issuance.status;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.platform.sql.Sql;
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
    private final Issuers issuers;
    private final StatusListPublisher publisher;
    private final TransactionSynchronizationRegistry transaction;
    private final Clock clock;
    private final Map<UUID, Deque<StatusEntry>> inHand = new ConcurrentHashMap<>();
    private final Map<UUID, Lock> turns = new ConcurrentHashMap<>();
    private final Map<UUID, List<StatusListReference>> families = new ConcurrentHashMap<>();

    StatusLists(
            Sql sql,
            ReserveStatusEntries reserve,
            Issuers issuers,
            StatusListPublisher publisher,
            TransactionSynchronizationRegistry transaction,
            Clock clock) {
        this.sql = sql;
        this.reserve = reserve;
        this.issuers = issuers;
        this.publisher = publisher;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Reserves, before a transaction, as many places as it will use, if they are not in hand: then {@link #reserve} needs
     * no second connection within it. Without effect for an issuer that is not known.
     */
    public void ready(UUID institution, int count) {
        if (isShort(institution, count)) {
            Lock turn = turns.computeIfAbsent(institution, id -> new ReentrantLock());
            turn.lock();
            try {
                if (isShort(institution, count)) {
                    hand(institution)
                            .addAll(block(
                                    institution,
                                    () -> issuers.of(institution)
                                            .map(issuer -> reserve.block(issuer, count))
                                            .orElse(List.of())));
                }
            } finally {
                turn.unlock();
            }
        }
    }

    private boolean isShort(UUID institution, int count) {
        return hand(institution).stream().limit(count).count() < count;
    }

    /** A place of its own for a credential of this issuer; the lists that it is in are published already. */
    public StatusEntry reserve(Issuer issuer) {
        return reserve(issuer, 1).getFirst();
    }

    /** As many places; they may lie in different families. */
    public List<StatusEntry> reserve(Issuer issuer, int count) {
        UUID institution = issuer.institutionId();
        if (transaction.getTransactionKey() == null) {
            ready(institution, count);
        }
        Deque<StatusEntry> hand = hand(institution);
        List<StatusEntry> places = new ArrayList<>(count);
        take(hand, places, count);
        if (places.size() < count) {
            // Nobody waits here for anybody else who reserves: it may be that all have a connection in hand.
            int missing = count - places.size();
            try {
                List<StatusEntry> block = block(institution, () -> reserve.block(issuer, missing));
                places.addAll(block.subList(0, missing));
                hand.addAll(block.subList(missing, block.size()));
            } catch (RuntimeException e) {
                giveBack(institution, places);
                throw e;
            }
        }
        return places;
    }

    private static void take(Deque<StatusEntry> hand, List<StatusEntry> places, int count) {
        StatusEntry place = null;
        while (places.size() < count && (place = hand.poll()) != null) {
            places.add(place);
        }
    }

    private static List<StatusEntry> block(UUID institution, Callable<List<StatusEntry>> reservation) {
        return Access.system(institution)
                .call(() -> QuarkusTransaction.requiringNew().call(reservation));
    }

    /** Takes back places for which nothing was kept, to be given out next. */
    public void giveBack(UUID institution, Collection<StatusEntry> places) {
        Deque<StatusEntry> hand = hand(institution);
        places.forEach(hand::addFirst);
    }

    private Deque<StatusEntry> hand(UUID institution) {
        return inHand.computeIfAbsent(institution, id -> new ConcurrentLinkedDeque<>());
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
