package org.testamur.dataintegrity.rdf;

import java.util.Arrays;

/** Goes through the distinct orders of items in lexicographic order, equal items counting as one another. */
final class Permutations {
    private final String[] items;

    /** @param sorted in ascending order; it is changed in place */
    Permutations(String[] sorted) {
        this.items = sorted;
    }

    String[] current() {
        return items;
    }

    boolean next() {
        int i = items.length - 2;
        while (i >= 0 && items[i].compareTo(items[i + 1]) >= 0) {
            i--;
        }
        if (i < 0) {
            return false;
        }
        int j = items.length - 1;
        while (items[j].compareTo(items[i]) <= 0) {
            j--;
        }
        swap(i, j);
        for (int low = i + 1, high = items.length - 1; low < high; low++, high--) {
            swap(low, high);
        }
        return true;
    }

    /** Goes to the next order that does not begin with the same first items. */
    boolean nextBeginning(int first) {
        Arrays.sort(items, first, items.length);
        for (int low = first, high = items.length - 1; low < high; low++, high--) {
            swap(low, high);
        }
        return next();
    }

    private void swap(int i, int j) {
        String item = items[i];
        items[i] = items[j];
        items[j] = item;
    }
}
