package org.testamur.dataintegrity.jsonld;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.proof.Vectors;
import org.testamur.dataintegrity.rdf.CodePoints;

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

    /** One reader keeps every digit, another makes doubles of numbers: what is signed is the same for both, or nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "1",
                "1.0",
                "1e2",
                "1.5",
                "0.1",
                "-7.25e-3",
                "9007199254740992",
                "9007199254740993",
                "1.00000000000000000001",
                "1e-400",
                "4503599627370497.25",
                "9007199254740993.5",
                "1e21",
                "1e400",
                "1e1000000000",
                "1e-1000000000",
                "0e1000000000",
                "123456789012345678901234567890"
            })
    void aNumberIsTheSameToEveryReader(String number) throws Exception {
        ObjectMapper exact = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        for (String digits : List.of(number, "1" + "0".repeat(400) + ".5")) {
            for (String pointer : List.of("/credentialSubject/creditsEarned", "/credentialSchema/jsonSchema/most")) {
                ObjectNode one = withNumber(pointer, exact.readTree(digits));
                ObjectNode other = withNumber(pointer, Vectors.JSON.readTree(digits));
                if (new DocumentLint(Vectors.CANONICALIZER).check(one).isEmpty()) {
                    assertThat(Vectors.CANONICALIZER.canonicalize(one))
                            .isEqualTo(Vectors.CANONICALIZER.canonicalize(other));
                }
            }
        }
    }

    private static ObjectNode withNumber(String pointer, JsonNode number) {
        ObjectNode badge = Vectors.badge();
        badge.putObject("credentialSchema")
                .put("id", "https://a.example/schema")
                .put("type", "JsonSchema")
                .putObject("jsonSchema");
        JsonPointer place = JsonPointer.compile(pointer);
        ((ObjectNode) badge.at(place.head())).set(place.last().getMatchingProperty(), number);
        return badge;
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
