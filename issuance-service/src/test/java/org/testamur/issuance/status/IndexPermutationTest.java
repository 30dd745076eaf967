package org.testamur.issuance.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexPermutationTest {

    private static final byte[] KEY =
            "a key of thirty-two bytes, once.".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 1_000, 65_536, 131_072})
    void everyEntryIsGivenOnce(int entries) {
        IndexPermutation permutation = new IndexPermutation(KEY, entries);
        BitSet given = new BitSet(entries);
        for (int counter = 0; counter < entries; counter++) {
            int index = permutation.index(counter);
            assertTrue(index >= 0 && index < entries);
            assertFalse(given.get(index), "given twice: " + index);
            given.set(index);
        }
        assertEquals(entries, given.cardinality());
    }

    @Test
    void sameKeyGivesTheSameOrderOnEveryInstance() {
        assertEquals(
                new IndexPermutation(KEY, 131_072).index(77), new IndexPermutation(KEY.clone(), 131_072).index(77));
    }

    @Test
    void anotherKeyGivesAnotherOrder() {
        byte[] other = KEY.clone();
        other[0]++;
        IndexPermutation one = new IndexPermutation(KEY, 131_072);
        IndexPermutation two = new IndexPermutation(other, 131_072);
        assertNotEquals(
                IntStream.range(0, 20).map(one::index).boxed().toList(),
                IntStream.range(0, 20).map(two::index).boxed().toList());
    }

    @Test
    void neighboursLieFarApart() {
        IndexPermutation permutation = new IndexPermutation(KEY, 131_072);
        double meanDistance = IntStream.range(0, 1_000)
                .map(counter -> Math.abs(permutation.index(counter) - permutation.index(counter + 1)))
                .average()
                .orElseThrow();
        // Two independent places in a list lie a third of it apart, on average.
        assertTrue(meanDistance > 131_072 * 0.30 && meanDistance < 131_072 * 0.37, "mean distance " + meanDistance);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 131_072})
    void countersOutsideOfTheListAreRefused(int counter) {
        IndexPermutation permutation = new IndexPermutation(KEY, 131_072);
        assertThrows(IllegalArgumentException.class, () -> permutation.index(counter));
    }
}
