package org.testamur.dataintegrity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class CanonicalizerTest {
    /** Contexts, and the one list (not set) of Open Badges. */
    private static final Set<String> ORDERED = Set.of("@context", "allowedValue");

    @Property(tries = 100)
    void theOrderOfMembersAndSetsMeansNothing(@ForAll long seed) {
        Random random = new Random(seed);
        for (String name : List.of("badge.json", "1edtech/impl-guide-clr-signed-credential.json")) {
            ObjectNode document = Vectors.json(name);
            assertThat(Vectors.CANONICALIZER.canonicalize((ObjectNode) shuffled(document, random)))
                    .isEqualTo(Vectors.CANONICALIZER.canonicalize(document));
        }
    }

    @Property(tries = 300)
    void everyTextIsEitherSignedWholeOrRefused(@ForAll String text, @ForAll String other) {
        ObjectNode one = Vectors.badge().put("name", text);
        ObjectNode two = Vectors.badge().put("name", other);
        boolean refused = !CodePoints.isWellFormed(text);
        assertThat(new DocumentLint(Vectors.CANONICALIZER).check(one).isEmpty()).isEqualTo(!refused);
        if (!refused && CodePoints.isWellFormed(other) && !text.equals(other)) {
            assertThat(Vectors.CANONICALIZER.hash(one)).isNotEqualTo(Vectors.CANONICALIZER.hash(two));
        }
    }

    @Property
    void numbersAreWrittenSoThatTheyReadBack(@ForAll @DoubleRange(min = -1e300, max = 1e300) double value) {
        String written = Numbers.canonicalDouble(value);
        assertThat(written).matches("-?\\d\\.\\d{1,15}E-?\\d{1,3}");
        double read = Double.parseDouble(written);
        assertThat(Math.abs(read - value)).isLessThanOrEqualTo(Math.abs(value) * 1e-15);
    }

    @Test
    void manyThreadsShareOneCanonicalizer() throws Exception {
        Canonicalizer fresh = new Canonicalizer(PinnedDocuments.bundled());
        String expected = Vectors.CANONICALIZER.canonicalize(Vectors.badge());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> calls = Collections.nCopies(500, () -> fresh.canonicalize(Vectors.badge()));
            for (Future<String> call : threads.invokeAll(calls)) {
                assertThat(call.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void theCanonicalFormIsThatOfForeignSoftware() {
        assertThat(Vectors.CANONICALIZER.canonicalize(Vectors.json("values.json")))
                .isEqualTo(Vectors.text("values.nq"));
    }

    private static JsonNode shuffled(JsonNode node, Random random) {
        if (node.isObject()) {
            List<Map.Entry<String, JsonNode>> entries = new ArrayList<>(node.properties());
            Collections.shuffle(entries, random);
            ObjectNode copy = Vectors.JSON.createObjectNode();
            entries.forEach(entry -> copy.set(
                    entry.getKey(),
                    ORDERED.contains(entry.getKey()) ? entry.getValue() : shuffled(entry.getValue(), random)));
            return copy;
        }
        if (node.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            node.forEach(item -> items.add(shuffled(item, random)));
            Collections.shuffle(items, random);
            ArrayNode copy = Vectors.JSON.createArrayNode();
            return copy.addAll(items);
        }
        return node;
    }
}
