package org.testamur.issuance.status;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;

/**
 * Holds the status list index of one credential, the same in each list of a family and never assigned again.
 *
 * @param lists the revocation list first
 * @param entries the minimum number of entries of each list
 */
public record StatusEntry(List<StatusListReference> lists, int index, int entries) {

    public StatusEntry {
        lists = List.copyOf(lists);
        if (lists.isEmpty() || lists.getFirst().purpose() != StatusPurpose.REVOCATION) {
            throw new IllegalArgumentException("a family begins with its revocation list");
        }
    }

    /** Creates an entry of lists whose length is not known but sufficient for any index. */
    public StatusEntry(List<StatusListReference> lists, int index) {
        this(lists, index, BitstringStatusList.MINIMUM_ENTRIES);
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
