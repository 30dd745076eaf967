package org.testamur.dataintegrity.rdf;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.TimeBudget;
import org.testamur.dataintegrity.TooComplexException;
import org.testamur.dataintegrity.bundled.Pinned;

/**
 * Canonicalises RDF datasets by RDFC-1.0 (W3C Recommendation of 2024) with SHA-256, in the recommendation's steps.
 *
 * <p>Work is counted rather than timed, so that every machine refuses the same datasets.
 */
public final class RdfCanonicalization {
    /**
     * Work that the n-degree hash may take, some 50,000 steps: the hardest honest dataset of the W3C's tests needs a tenth.
     */
    private static final int WORK = 1_000_000;

    private static final int STEP = 20;
    private static final int HASH = 2;

    /** So many labels are copied for one unit of work. */
    private static final int COPIES = 8;

    /** Other labels and orders under which a dataset whose nodes are alike must have the same form. */
    private static final int TURNS = 6;

    /** How far unnamed nodes may be chained to one another before the stack would be at risk. */
    private static final int DEPTH = 500;

    /**
     * What becomes of an unnamed node that is related to another by several statements with one hash. Either form is the
     * same for isomorphic datasets and no others; they differ only where nodes tie.
     */
    public enum Related {
        /** It stands in the list so often: the recommendation's text, rdf-canonize and all that is built on it. */
        LIST,
        /** It stands there once, as some implementations have it. */
        SET
    }

    /**
     * A canonical N-Quads document.
     *
     * @param repeats whether any node stood in a list more than once, so that the other form may be another
     */
    public record Form(String text, boolean repeats) {}

    private final Collection<Quad> quads;
    private final Related form;
    private final Map<String, List<Quad>> quadsOf = new HashMap<>();
    private final Map<String, String> firstDegree = new HashMap<>();
    private final BlankLabels canonical = new BlankLabels("_:c14n");
    private final MessageDigest digest = Pinned.sha256();
    private final TimeBudget time = TimeBudget.current();
    private boolean repeats;
    private boolean alike;
    private int work;
    private int depth;

    private RdfCanonicalization(Collection<Quad> quads, Related form) {
        this.quads = quads;
        this.form = form;
    }

    /** The canonical N-Quads document. */
    public static Form canonicalize(Collection<Quad> quads, Related form) throws TooComplexException {
        RdfCanonicalization run = new RdfCanonicalization(new LinkedHashSet<>(quads), form);
        run.label();
        return new Form(run.write(), run.repeats);
    }

    /** The canonical N-Quads document in the form that is signed. */
    public static String canonicalize(Collection<Quad> quads) throws TooComplexException {
        return canonicalize(quads, Related.LIST).text();
    }

    /**
     * Whether what one reader signs another may hold for forged: the two forms of the dataset differ, or it has none,
     * because RDFC-1.0 takes nodes for alike that are not (it does not ask which statements of a graph are about a node)
     * and labels them as it meets them.
     */
    public static boolean isAmbiguous(Collection<Quad> quads) throws TooComplexException {
        RdfCanonicalization list = new RdfCanonicalization(quads, Related.LIST);
        list.label();
        if (!list.repeats && !list.alike) {
            return false;
        }
        String text = list.write();
        if (list.repeats && !text.equals(canonicalize(quads, Related.SET).text())) {
            return true;
        }
        for (int turn = 0; list.alike && turn < TURNS; turn++) {
            if (!text.equals(canonicalize(relabelled(quads, new Random(turn)), Related.LIST)
                    .text())) {
                return true;
            }
        }
        return false;
    }

    private static Collection<Quad> relabelled(Collection<Quad> quads, Random random) {
        Map<String, String> names = new HashMap<>();
        Quad.Labels labels = term -> Quad.isBlank(term)
                ? names.computeIfAbsent(term, node -> "_:" + Long.toHexString(random.nextLong()) + names.size())
                : term;
        List<Quad> relabelled = new ArrayList<>();
        for (Quad quad : quads) {
            String graph = quad.graph();
            relabelled.add(new Quad(
                    labels.of(quad.subject()),
                    quad.predicate(),
                    labels.of(quad.object()),
                    graph == null ? null : labels.of(graph)));
        }
        Collections.shuffle(relabelled, random);
        return relabelled;
    }

    private void label() throws TooComplexException {
        for (Quad quad : quads) {
            register(quad.subject(), quad);
            register(quad.object(), quad);
            register(quad.graph(), quad);
        }
        TreeMap<String, List<String>> byHash = new TreeMap<>();
        for (String node : quadsOf.keySet()) {
            time.check();
            byHash.computeIfAbsent(hashFirstDegree(node), hash -> new ArrayList<>())
                    .add(node);
        }
        for (List<String> nodes : byHash.values()) {
            if (nodes.size() == 1) {
                canonical.issue(nodes.get(0));
            }
        }
        for (List<String> nodes : byHash.values()) {
            if (nodes.size() == 1) {
                continue;
            }
            List<Path> paths = new ArrayList<>();
            for (String node : nodes) {
                if (canonical.issued(node) == null) {
                    BlankLabels temporary = new BlankLabels("_:b");
                    temporary.issue(node);
                    paths.add(hashNDegree(node, temporary));
                }
            }
            paths.sort((a, b) -> a.hash.compareTo(b.hash));
            for (int i = 1; i < paths.size(); i++) {
                alike |= paths.get(i).hash.equals(paths.get(i - 1).hash);
            }
            for (Path path : paths) {
                path.labels.nodes().forEach(canonical::issue);
            }
        }
    }

    private void register(@Nullable String term, Quad quad) {
        if (term != null && Quad.isBlank(term)) {
            List<Quad> mentions = quadsOf.computeIfAbsent(term, node -> new ArrayList<>());
            if (mentions.isEmpty() || mentions.getLast() != quad) {
                mentions.add(quad);
            }
        }
    }

    private List<Quad> mentions(String node) {
        return quadsOf.getOrDefault(node, List.of());
    }

    private String hashFirstDegree(String node) {
        String known = firstDegree.get(node);
        if (known != null) {
            return known;
        }
        List<Quad> mentions = mentions(node);
        byte[][] lines = new byte[mentions.size()][];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = mentions.get(i)
                    .line(term -> !Quad.isBlank(term) ? term : term.equals(node) ? "_:a" : "_:z")
                    .getBytes(StandardCharsets.UTF_8);
        }
        sort(lines);
        digest.reset();
        for (byte[] line : lines) {
            digest.update(line);
        }
        String hash = HexFormat.of().formatHex(digest.digest());
        firstDegree.put(node, hash);
        return hash;
    }

    private Path hashNDegree(String node, BlankLabels start) throws TooComplexException {
        if (++depth > DEPTH) {
            throw new TooComplexException("its unnamed nodes form a chain of more than " + DEPTH);
        }
        try {
            return hashRelated(node, start);
        } finally {
            depth--;
        }
    }

    private Path hashRelated(String node, BlankLabels start) throws TooComplexException {
        TreeMap<String, TreeMap<String, Integer>> related = new TreeMap<>();
        for (Quad quad : mentions(node)) {
            relate(node, quad, quad.subject(), 's', start, related);
            relate(node, quad, quad.object(), 'o', start, related);
            relate(node, quad, quad.graph(), 'g', start, related);
        }
        BlankLabels labels = start;
        StringBuilder data = new StringBuilder();
        for (Map.Entry<String, TreeMap<String, Integer>> entry : related.entrySet()) {
            data.append(entry.getKey());
            Choice choice = new Choice(labels);
            Permutations orders = new Permutations(listed(entry.getValue()));
            while (choice.offer(orders)) {
                // Each order that could be the least is offered.
            }
            data.append(choice.path);
            labels = choice.chosen;
        }
        return new Path(sha256(data.toString()), labels);
    }

    /** In ascending order, each as often as the form has it. */
    private String[] listed(TreeMap<String, Integer> nodes) {
        List<String> items = new ArrayList<>(nodes.size());
        nodes.forEach((node, times) -> {
            repeats |= times > 1;
            for (int i = form == Related.LIST ? times : 1; i > 0; i--) {
                items.add(node);
            }
        });
        return items.toArray(String[]::new);
    }

    private void relate(
            String node,
            Quad quad,
            @Nullable String term,
            char position,
            BlankLabels labels,
            TreeMap<String, TreeMap<String, Integer>> related)
            throws TooComplexException {
        if (term == null || !Quad.isBlank(term) || term.equals(node)) {
            return;
        }
        spend(HASH);
        String label = canonical.issued(term);
        if (label == null) {
            label = labels.issued(term);
        }
        if (label == null) {
            label = hashFirstDegree(term);
        }
        String hash = sha256(position == 'g' ? "g" + label : position + quad.predicate() + label);
        related.computeIfAbsent(hash, key -> new TreeMap<>()).merge(term, 1, Integer::sum);
    }

    private void spend(int units) throws TooComplexException {
        work += units;
        if (work > WORK) {
            throw new TooComplexException(
                    "its unnamed nodes are too alike to be told apart within " + WORK / STEP + " steps");
        }
        time.check();
    }

    private BlankLabels copy(BlankLabels labels) throws TooComplexException {
        spend(1 + labels.size() / COPIES);
        return new BlankLabels(labels);
    }

    private String sha256(String text) {
        digest.reset();
        return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private String write() {
        Quad.Labels labels = term -> {
            String label = Quad.isBlank(term) ? canonical.issued(term) : null;
            return label == null ? term : label;
        };
        byte[][] lines = new byte[quads.size()][];
        int i = 0;
        int length = 0;
        for (Quad quad : quads) {
            lines[i] = quad.line(labels).getBytes(StandardCharsets.UTF_8);
            length += lines[i++].length;
        }
        sort(lines);
        byte[] out = new byte[length];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, out, at, line.length);
            at += line.length;
        }
        return new String(out, StandardCharsets.UTF_8);
    }

    /** By code point, which is the order of UTF-8 bytes and many times faster to find in them. */
    private static void sort(byte[][] lines) {
        Arrays.sort(lines, Arrays::compareUnsigned);
    }

    private record Path(String hash, BlankLabels labels) {}

    /** The least path through related nodes of one hash (RDFC-1.0, section 4.8.3, steps 5.2 to 5.6). */
    private final class Choice {
        private final BlankLabels start;
        private String path = "";
        private BlankLabels chosen;

        Choice(BlankLabels start) {
            this.start = start;
            this.chosen = start;
        }

        /** Takes the present order if its path is less, and goes on to the next that might be; false after the last. */
        boolean offer(Permutations orders) throws TooComplexException {
            spend(STEP);
            BlankLabels labels = copy(start);
            StringBuilder offered = new StringBuilder();
            List<String> recursion = new ArrayList<>();
            String[] order = orders.current();
            for (int i = 0; i < order.length; i++) {
                spend(STEP);
                String label = canonical.issued(order[i]);
                if (label == null) {
                    label = labels.issued(order[i]);
                    if (label == null) {
                        recursion.add(order[i]);
                        label = labels.issue(order[i]);
                    }
                }
                offered.append(label);
                if (isWorse(offered)) {
                    return orders.nextBeginning(i + 1);
                }
            }
            for (String node : recursion) {
                spend(STEP);
                Path result = hashNDegree(node, labels);
                offered.append(labels.issue(node))
                        .append('<')
                        .append(result.hash)
                        .append('>');
                spend(result.labels.size() / COPIES);
                labels.replaceWith(result.labels);
                if (isWorse(offered)) {
                    return orders.next();
                }
            }
            if (path.isEmpty() || CharSequence.compare(offered, path) < 0) {
                path = offered.toString();
                chosen = labels;
            }
            return orders.next();
        }

        /** What already sorts after the chosen path does so however it goes on. */
        private boolean isWorse(StringBuilder offered) {
            return !path.isEmpty() && CharSequence.compare(offered, path) > 0;
        }
    }
}
