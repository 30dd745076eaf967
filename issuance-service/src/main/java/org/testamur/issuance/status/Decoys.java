package org.testamur.issuance.status;

import java.util.random.RandomGenerator;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;

/**
 * Places that no credential is ever given and whose bits are set at random, so that neither the number of set bits nor
 * its growth tells how many credentials were revoked. Nothing but the permutation's key tells one from a real place.
 *
 * @param room how many there are: the last counters of the permutation
 */
record Decoys(int entries, int room) {

    private static final int MOST_AT_ONCE = 3;

    static Decoys ofShare(int entries, double share) {
        return new Decoys(entries, (int) (entries * share));
    }

    /** Counters below this are given to credentials. */
    int issuable() {
        return entries - room;
    }

    /** For a new list: any number of them, up to half, so that some are left for later. */
    void scatter(BitstringStatusList bits, IndexPermutation permutation, RandomGenerator random) {
        set(random.nextInt(room / 2 + 1), bits, permutation, random);
    }

    /** For a publication with changes: a few more, or none. */
    void addSome(BitstringStatusList bits, IndexPermutation permutation, RandomGenerator random) {
        set(random.nextInt(MOST_AT_ONCE + 1), bits, permutation, random);
    }

    private void set(int count, BitstringStatusList bits, IndexPermutation permutation, RandomGenerator random) {
        for (int i = 0; i < count && room > 0; i++) {
            bits.set(permutation.index(issuable() + random.nextInt(room)), true);
        }
    }
}
