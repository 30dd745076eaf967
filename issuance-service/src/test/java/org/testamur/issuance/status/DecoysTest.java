package org.testamur.issuance.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;

class DecoysTest {

    private static final int ENTRIES = 131_072;
    private static final byte[] KEY = "a key of thirty-two bytes, once.".getBytes(StandardCharsets.US_ASCII);

    private final Decoys decoys = Decoys.ofShare(ENTRIES, 0.01);
    private final IndexPermutation permutation = new IndexPermutation(KEY, ENTRIES);

    @Test
    void neverStandWhereACredentialCan() {
        BitstringStatusList bits = BitstringStatusList.ofLength(ENTRIES);
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            decoys.scatter(bits, permutation, random);
            decoys.addSome(bits, permutation, random);
        }
        assertTrue(bits.cardinality() > 0);
        for (int counter = 0; counter < decoys.issuable(); counter++) {
            assertFalse(bits.get(permutation.index(counter)), "the place of the counter " + counter);
        }
    }

    @Test
    void theirNumberSaysNothing() {
        Set<Long> numbers = IntStream.range(0, 20)
                .mapToObj(seed -> {
                    BitstringStatusList bits = BitstringStatusList.ofLength(ENTRIES);
                    decoys.scatter(bits, permutation, new Random(seed));
                    return bits.cardinality();
                })
                .collect(Collectors.toSet());
        assertTrue(numbers.size() > 10, "always about as many: " + numbers);
        assertTrue(numbers.stream().allMatch(number -> number <= decoys.room() / 2), "some are left for later");
    }

    @Test
    void withoutAShareThereAreNone() {
        Decoys none = Decoys.ofShare(ENTRIES, 0);
        BitstringStatusList bits = BitstringStatusList.ofLength(ENTRIES);
        none.scatter(bits, permutation, new Random(7));
        none.addSome(bits, permutation, new Random(7));
        assertEquals(0, bits.cardinality());
        assertEquals(ENTRIES, none.issuable());
    }
}
