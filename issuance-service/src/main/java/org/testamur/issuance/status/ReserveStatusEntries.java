package org.testamur.issuance.status;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.platform.Uuid7;
import org.testamur.platform.sql.Sql;

/**
 * Reserves places, in the caller's transaction: it holds the institution's allocation, so that instances go one after
 * the other, and begins a new family of lists when one is full.
 */
@ApplicationScoped
class ReserveStatusEntries {

    private static final int KEY_BYTES = 32;

    private final Sql sql;
    private final StatusSettings settings;
    private final PublishStatusList publish;
    private final SecureRandom random = new SecureRandom();

    ReserveStatusEntries(Sql sql, StatusSettings settings, PublishStatusList publish) {
        this.sql = sql;
        this.settings = settings;
        this.publish = publish;
    }

    /** Lists whose places are given out together. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Family(
            UUID id, List<StatusListReference> lists, int entries, int issuable, int next, byte[] permutationKey) {

        Family given(int end) {
            return new Family(id, lists, entries, issuable, end, permutationKey);
        }
    }

    /** At least as many places as are wanted, and at least a block of them. */
    List<StatusEntry> block(Issuer issuer, int wanted) {
        String institution = issuer.institutionId().toString();
        String purposes = settings.purposesKey();
        sql.update(
                "insert into status_allocation (institution_id, purposes) values (?, ?) on conflict do nothing",
                institution,
                purposes);
        Optional<Family> current = sql.first(
                        "select family_id from status_allocation where institution_id = ? and purposes = ? for update",
                        row -> Optional.ofNullable(row.getObject(1, UUID.class)),
                        institution,
                        purposes)
                .orElseThrow()
                .flatMap(this::family);
        int size = Math.max(wanted, settings.block());
        List<StatusEntry> block = new ArrayList<>(size);
        Family family = current.filter(found -> found.next() < found.issuable()).orElseGet(() -> create(issuer));
        while (block.size() < size) {
            if (family.next() >= family.issuable()) {
                if (block.size() >= wanted) {
                    break;
                }
                family = create(issuer);
            }
            int end = Math.min(family.issuable(), family.next() + size - block.size());
            IndexPermutation permutation = new IndexPermutation(family.permutationKey(), family.entries());
            for (int counter = family.next(); counter < end; counter++) {
                block.add(new StatusEntry(family.lists(), permutation.index(counter), family.entries()));
            }
            sql.update("update status_family set next_counter = ? where id = ?", end, family.id());
            family = family.given(end);
        }
        sql.update(
                "update status_allocation set family_id = ? where institution_id = ? and purposes = ?",
                family.id(),
                institution,
                purposes);
        return block;
    }

    private Optional<Family> family(UUID id) {
        List<StatusListReference> lists = inOrder(sql.list(
                "select id, purpose, url, named from status_list where family_id = ?",
                ReserveStatusEntries::reference,
                id));
        return sql.first(
                "select entries, issuable, next_counter, permutation_key from status_family where id = ?",
                row -> new Family(id, lists, row.getInt(1), row.getInt(2), row.getInt(3), row.getBytes(4)),
                id);
    }

    private Family create(Issuer issuer) {
        Decoys decoys = settings.decoys();
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        UUID id = Uuid7.next();
        sql.update(
                "insert into status_family (id, institution_id, purposes, entries, issuable, permutation_key)"
                        + " values (?, ?, ?, ?, ?, ?)",
                id,
                issuer.institutionId().toString(),
                settings.purposesKey(),
                decoys.entries(),
                decoys.issuable(),
                key);
        IndexPermutation permutation = new IndexPermutation(key, decoys.entries());
        List<StatusListReference> lists = settings.purposes().stream()
                .map(purpose -> {
                    UUID list = Uuid7.next();
                    return new StatusListReference(
                            purpose, list, issuer.baseUrl() + "/status-lists/" + list, settings.isNamed(purpose));
                })
                .toList();
        for (StatusListReference list : lists) {
            BitstringStatusList bits = BitstringStatusList.ofLength(decoys.entries());
            decoys.scatter(bits, permutation, random);
            sql.update(
                    "insert into status_list (id, institution_id, family_id, purpose, named, url, entries, bits)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                    list.id(),
                    issuer.institutionId().toString(),
                    id,
                    list.purpose().shown(),
                    list.named(),
                    list.url(),
                    decoys.entries(),
                    bits.bytes());
            publish.publish(list.id());
        }
        return new Family(id, lists, decoys.entries(), decoys.issuable(), 0, key);
    }

    static StatusListReference reference(ResultSet row) throws SQLException {
        return new StatusListReference(
                StatusPurpose.of(row.getString("purpose")).orElseThrow(),
                row.getObject("id", UUID.class),
                row.getString("url"),
                row.getBoolean("named"));
    }

    /** Revocation first. */
    static List<StatusListReference> inOrder(List<StatusListReference> lists) {
        return lists.stream()
                .sorted(Comparator.comparing(StatusListReference::purpose))
                .toList();
    }
}
