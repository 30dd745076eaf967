package org.testamur.dataintegrity;

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

class RdfCanonicalizationTest {

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

    @Test
    void poisonIsRefusedInBoundedTime() throws Exception {
        List<Quad> clique = quads(Vectors.text("rdf-canon/rdfc10/test074-in.nq"));
        assertThatThrownBy(() -> RdfCanonicalization.canonicalize(clique))
                .isInstanceOf(RdfCanonicalization.TooComplexException.class);
    }

    @Test
    void aLongChainOfUnnamedNodesIsRefusedBeforeTheStackEnds() {
        List<Quad> ring = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ring.add(new Quad("_:x" + i, "<urn:p>", "_:x" + (i + 1) % 20_000, null));
        }
        assertThatThrownBy(() -> RdfCanonicalization.canonicalize(ring))
                .isInstanceOf(RdfCanonicalization.TooComplexException.class);
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
            List<Quad> shuffled = new ArrayList<>();
            int shift = random.nextInt(1000);
            for (Quad quad : quads) {
                shuffled.add(new Quad(
                        relabel(quad.subject(), shift),
                        quad.predicate(),
                        relabel(quad.object(), shift),
                        quad.graph() == null ? null : relabel(quad.graph(), shift)));
            }
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

    private static String relabel(String term, int shift) {
        return Quad.isBlank(term) ? "_:" + Integer.toHexString(term.hashCode() * 31 + shift) + term.substring(2) : term;
    }

    static List<Quad> quads(String nquads) throws Exception {
        List<Quad> quads = new ArrayList<>();
        new NQuadsReader(new StringReader(nquads)).provide(consumer(quads));
        return quads;
    }

    static RdfQuadConsumer consumer(List<Quad> quads) {
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
