package org.testamur.dataintegrity.rdf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/** Makes small graphs whose unnamed nodes are hard to tell apart; the same number always gives the same graph. */
final class TiedGraphs {
    private final Random random;
    private final Set<String> lines = new LinkedHashSet<>();
    private int labels;

    private TiedGraphs(int number) {
        this.random = new Random(number * 7_654_321L + 11);
    }

    /** N-Quads, a statement a line, in no order. */
    static String graph(int number) {
        TiedGraphs graph = new TiedGraphs(number);
        List<Consumer<TiedGraphs>> kinds = List.of(
                TiedGraphs::endorsements,
                TiedGraphs::equalProofs,
                TiedGraphs::sharedNodes,
                TiedGraphs::anything,
                TiedGraphs::rings,
                TiedGraphs::transcript);
        kinds.get(number % kinds.size()).accept(graph);
        List<String> lines = new ArrayList<>(graph.lines);
        Collections.shuffle(lines, graph.random);
        return String.join("", lines);
    }

    private String blank() {
        return "_:n" + labels++;
    }

    private int up(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private void say(String subject, String predicate, String object, String graph) {
        lines.add(subject + " <urn:" + predicate + "> " + object + (graph.isEmpty() ? "" : " " + graph) + " .\n");
    }

    /** Unnamed endorsements of named things, each with the same proof in a graph of its own. */
    private void endorsements() {
        for (int i = up(2, 4); i > 0; i--) {
            String endorsement = blank();
            say("<urn:badge" + random.nextInt(2) + ">", "endorsement", endorsement, "");
            if (random.nextInt(3) == 0) {
                say(endorsement, "issuer", "<urn:issuer" + random.nextInt(2) + ">", "");
            }
            proof(endorsement, up(1, 4));
        }
    }

    private String proof(String of, int statements) {
        String graph = blank();
        String proof = blank();
        say(of, "proof", graph, "");
        for (int i = 0; i < statements; i++) {
            say(proof, "p" + i, "\"" + i + "\"", graph);
        }
        return graph;
    }

    /** Nodes with several graphs, several proofs in a graph, and proofs that say the same predicate more than once. */
    private void equalProofs() {
        for (int i = up(2, 3); i > 0; i--) {
            String holder = random.nextBoolean() ? blank() : "<urn:holder" + i + ">";
            for (int j = up(1, 2); j > 0; j--) {
                String graph = proof(holder, up(1, 2));
                for (int k = up(0, 2); k > 0; k--) {
                    String other = blank();
                    say(other, "p0", "\"0\"", graph);
                    if (random.nextBoolean()) {
                        say(other, "p0", "\"1\"", graph);
                    }
                }
            }
        }
    }

    /** Nodes that several graphs say something of. */
    private void sharedNodes() {
        List<String> graphs = blanks(up(2, 3));
        List<String> nodes = blanks(up(2, 3));
        for (String graph : graphs) {
            say("<urn:a" + random.nextInt(2) + ">", "proof", graph, "");
            for (String node : nodes) {
                if (random.nextInt(4) > 0) {
                    say(node, "p" + random.nextInt(2), "\"" + random.nextInt(2) + "\"", graph);
                    say(node, "q", random.nextBoolean() ? "<urn:x>" : pick(nodes), graph);
                }
            }
        }
    }

    private void anything() {
        List<String> nodes = blanks(up(2, 6));
        List<String> graphs = new ArrayList<>(List.of("", "<urn:g>"));
        graphs.addAll(nodes.subList(0, Math.min(2, nodes.size())));
        for (int i = up(3, 14); i > 0; i--) {
            String object = random.nextInt(4) == 0 ? "\"" + random.nextInt(2) + "\"" : pick(nodes);
            say(pick(nodes), "p" + random.nextInt(2), object, pick(graphs));
        }
    }

    /** Rings, cliques and stars, some with a node that is another's like. */
    private void rings() {
        for (int ring = up(1, 3); ring > 0; ring--) {
            List<String> nodes = blanks(up(2, 4));
            boolean clique = random.nextInt(3) == 0;
            String graph = random.nextInt(3) == 0 ? blank() : "";
            for (int i = 0; i < nodes.size(); i++) {
                for (int j = 0; j < nodes.size(); j++) {
                    if (clique ? i != j : j == (i + 1) % nodes.size()) {
                        say(nodes.get(i), "next", nodes.get(j), graph);
                    }
                }
            }
            if (random.nextBoolean()) {
                say(pick(nodes), "mark", "\"x\"", "");
            }
        }
    }

    /** Whole credentials of one achievement, as a transcript or a presentation holds them. */
    private void transcript() {
        String outer = random.nextBoolean() ? blank() : "<urn:presentation>";
        for (int i = up(2, 3); i > 0; i--) {
            String graph = blank();
            say(outer, "credential", graph, "");
            String credential = random.nextInt(3) == 0 ? blank() : "<urn:credential" + i + ">";
            String identity = blank();
            say(credential, "identifier", identity, graph);
            say(identity, "hash", "\"" + random.nextInt(2) + "\"", graph);
            say(identity, "salt", "\"s\"", graph);
            String proof = blank();
            String node = blank();
            say(credential, "proof", proof, graph);
            say(node, "value", random.nextBoolean() ? "\"same\"" : "\"" + i + "\"", proof);
            say(node, "suite", "\"e\"", proof);
        }
    }

    private List<String> blanks(int count) {
        List<String> blanks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            blanks.add(blank());
        }
        return blanks;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
