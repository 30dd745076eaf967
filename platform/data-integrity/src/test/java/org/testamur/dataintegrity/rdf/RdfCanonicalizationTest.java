package org.testamur.dataintegrity.rdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.apicatalog.rdf.api.RdfQuadConsumer;
import com.apicatalog.rdf.nquads.NQuadsReader;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.TooComplexException;
import org.testamur.dataintegrity.proof.Vectors;

public class RdfCanonicalizationTest {

    static Stream<String> w3cTests() {
        return StreamSupport.stream(
                        Vectors.json("rdf-canon/manifest.jsonld").get("entries").spliterator(), false)
                .filter(entry -> entry.get("type").textValue().equals("rdfc:RDFC10EvalTest"))
                .filter(entry -> !entry.path("hashAlgorithm").asText().equals("SHA384"))
                .map(entry -> entry.get("action").textValue() + " "
                        + entry.get("result").textValue());
    }

    @ParameterizedTest
    @MethodSource("w3cTests")
    void w3cTestSuite(String pair) throws Exception {
        String[] files = pair.split(" ", -1);
        assertThat(RdfCanonicalization.canonicalize(quads(Vectors.text("rdf-canon/" + files[0]))))
                .isEqualTo(Vectors.text("rdf-canon/" + files[1]));
    }

    /** What the recommendation's tests ask of the list form they ask of the other as well: they have no such ties. */
    @ParameterizedTest
    @MethodSource("w3cTests")
    void w3cTestSuiteBySets(String pair) throws Exception {
        String[] files = pair.split(" ", -1);
        assertThat(RdfCanonicalization.canonicalize(
                                quads(Vectors.text("rdf-canon/" + files[0])), RdfCanonicalization.Related.SET)
                        .text())
                .isEqualTo(Vectors.text("rdf-canon/" + files[1]));
    }

    @Test
    void nodesOfTwoGraphsThatTieHaveTheFormOfOtherSoftware() throws Exception {
        List<Quad> quads = quads(Vectors.text("ties/two-graphs.in.nq"));
        String expected = Vectors.text("ties/two-graphs.canonical.nq");
        RdfCanonicalization.Form list = RdfCanonicalization.canonicalize(quads, RdfCanonicalization.Related.LIST);
        assertThat(list.text()).isEqualTo(expected);
        assertThat(list.repeats()).isTrue();
        assertThat(RdfCanonicalization.canonicalize(quads, RdfCanonicalization.Related.SET)
                        .text())
                .isNotEqualTo(expected);
        assertThat(RdfCanonicalization.isAmbiguous(quads)).isTrue();
    }

    /** Hashes of graphs and of their forms by rdf-canonize; the drill {@code canonical} writes them and compares more. */
    @Test
    void graphsWithTiesHaveTheFormOfRdfCanonize() throws Exception {
        String[] golden = Vectors.text("ties/golden.txt").split("\n", -1);
        int compared = 0;
        int ambiguous = 0;
        for (int number = 0; number < golden.length - 1; number++) {
            String graph = TiedGraphs.graph(number);
            List<Quad> quads = quads(graph);
            if (!golden[number].equals("-")) {
                compared++;
                ambiguous += RdfCanonicalization.isAmbiguous(quads) ? 1 : 0;
                assertThat(CanonicalFormDrill.hash(graph) + " "
                                + CanonicalFormDrill.hash(RdfCanonicalization.canonicalize(quads)))
                        .as(graph)
                        .isEqualTo(golden[number]);
            }
        }
        assertThat(compared).isGreaterThan(590);
        assertThat(ambiguous).isGreaterThan(50);
    }

    /** RDFC-1.0 has no one form of these: it does not see which statements of a graph are about a node. */
    @ParameterizedTest
    @ValueSource(ints = {5228, 6242})
    void aDatasetThatHasNoOneFormIsAmbiguous(int number) throws Exception {
        assertThat(RdfCanonicalization.isAmbiguous(quads(TiedGraphs.graph(number))))
                .isTrue();
    }

    @Test
    void nodesThatAreTrulyAlikeAreNotAmbiguous() throws Exception {
        assertThat(RdfCanonicalization.isAmbiguous(quads("_:a <urn:p> _:b .\n_:b <urn:p> _:a .\n")))
                .isFalse();
        assertThat(RdfCanonicalization.isAmbiguous(quads("<urn:s> <urn:p> _:a .\n<urn:s> <urn:p> _:b .\n")))
                .isFalse();
    }

    @Test
    void poisonIsRefusedInBoundedTime() throws Exception {
        List<Quad> clique = quads(Vectors.text("rdf-canon/rdfc10/test074-in.nq"));
        assertThatThrownBy(() -> RdfCanonicalization.canonicalize(clique)).isInstanceOf(TooComplexException.class);
    }

    @Test
    void aLongChainOfUnnamedNodesIsRefusedBeforeTheStackEnds() {
        List<Quad> ring = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ring.add(new Quad("_:x" + i, "<urn:p>", "_:x" + (i + 1) % 20_000, null));
        }
        assertThatThrownBy(() -> RdfCanonicalization.canonicalize(ring)).isInstanceOf(TooComplexException.class);
    }

    @Test
    void theFormDoesNotDependOnOrderOrLabels() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<JsonNode> entries = new ArrayList<>();
        Vectors.json("rdf-canon/manifest.jsonld").get("entries").forEach(entries::add);
        for (JsonNode entry : entries) {
            if (!entry.get("type").textValue().equals("rdfc:RDFC10EvalTest")
                    || entry.path("hashAlgorithm").asText().equals("SHA384")) {
                continue;
            }
            String input = Vectors.text("rdf-canon/" + entry.get("action").textValue());
            List<Quad> quads = quads(input);
            String expected = RdfCanonicalization.canonicalize(quads);
            List<Quad> shuffled = relabelled(quads, random.nextInt(1000));
            Collections.shuffle(shuffled, random);
            shuffled.addAll(shuffled.subList(0, shuffled.size() / 2));
            assertThat(RdfCanonicalization.canonicalize(shuffled))
                    .as("%s, seed %d", entry.get("id"), seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void linesAreSortedByCodePointNotByUtf16Unit() throws Exception {
        List<Quad> quads = List.of(
                new Quad("<urn:s>", "<urn:p>", NQuads.literal("\uD83D\uDE00", null, null), null),
                new Quad("<urn:s>", "<urn:p>", NQuads.literal("\uFB01", null, null), null));
        assertThat(RdfCanonicalization.canonicalize(quads))
                .isEqualTo("<urn:s> <urn:p> \"\uFB01\" .\n<urn:s> <urn:p> \"\uD83D\uDE00\" .\n");
    }

    static List<Quad> relabelled(List<Quad> quads, int shift) {
        List<Quad> relabelled = new ArrayList<>();
        for (Quad quad : quads) {
            relabelled.add(new Quad(
                    relabel(quad.subject(), shift),
                    quad.predicate(),
                    relabel(quad.object(), shift),
                    quad.graph() == null ? null : relabel(quad.graph(), shift)));
        }
        return relabelled;
    }

    private static String relabel(String term, int shift) {
        return Quad.isBlank(term)
                ? "_:" + Integer.toHexString(term.hashCode() * 31 * (2 * shift + 1) + shift) + term.substring(2)
                : term;
    }

    static List<Quad> quads(String nquads) throws Exception {
        List<Quad> quads = new ArrayList<>();
        new NQuadsReader(new StringReader(nquads)).provide(consumer(quads));
        return quads;
    }

    public static RdfQuadConsumer consumer(List<Quad> quads) {
        return new RdfQuadConsumer() {
            @Override
            public RdfQuadConsumer quad(
                    String subject,
                    String predicate,
                    String object,
                    @org.jspecify.annotations.Nullable String datatype,
                    @org.jspecify.annotations.Nullable String language,
                    @org.jspecify.annotations.Nullable String direction,
                    @org.jspecify.annotations.Nullable String graph) {
                quads.add(new Quad(
                        resource(subject),
                        resource(predicate),
                        RdfQuadConsumer.isLiteral(datatype, language, direction)
                                ? NQuads.literal(object, datatype, language)
                                : resource(object),
                        graph == null ? null : resource(graph)));
                return this;
            }
        };
    }

    private static String resource(String name) {
        return Quad.isBlank(name) ? name : NQuads.iri(name);
    }
}
