package org.testamur.issuance.credential;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Remembers the status list indexes that this instance has signed for, in the lists it used last. If an index is ever
 * assigned twice, the second credential is not signed, and one of another instance is not stored.
 */
final class UsedEntries {

    private static final int LISTS = 256;

    private final Map<UUID, BitSet> byList = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, BitSet> eldest) {
            return size() > LISTS;
        }
    };

    /** Whether the place was free until now. */
    synchronized boolean take(UUID list, int index) {
        BitSet used = byList.computeIfAbsent(list, id -> new BitSet());
        boolean free = !used.get(index);
        used.set(index);
        return free;
    }

    /** What was signed for the place is kept nowhere. */
    synchronized void giveBack(UUID list, int index) {
        BitSet used = byList.get(list);
        if (used != null) {
            used.clear(index);
        }
    }
}
