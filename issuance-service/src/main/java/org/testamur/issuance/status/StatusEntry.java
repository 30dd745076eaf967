package org.testamur.issuance.status;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A place given to one credential and never to another: one index, the same in each list of a family.
 *
 * @param lists the revocation list first
 */
public record StatusEntry(List<StatusListReference> lists, int index) {

    public StatusEntry {
        lists = List.copyOf(lists);
        if (lists.isEmpty() || lists.getFirst().purpose() != StatusPurpose.REVOCATION) {
            throw new IllegalArgumentException("a family begins with its revocation list");
        }
    }

    /** In a family of one list. */
    public StatusEntry(UUID listId, String listUrl, int index) {
        this(List.of(new StatusListReference(StatusPurpose.REVOCATION, listId, listUrl, true)), index);
    }

    /** The revocation list, which names the family. */
    public UUID listId() {
        return lists.getFirst().id();
    }

    public String listUrl() {
        return lists.getFirst().url();
    }

    /** The lists that the credential's own document names. */
    public List<StatusListReference> named() {
        return lists.stream().filter(StatusListReference::named).toList();
    }

    public Optional<StatusListReference> list(StatusPurpose purpose) {
        return lists.stream().filter(list -> list.purpose() == purpose).findFirst();
    }
}
