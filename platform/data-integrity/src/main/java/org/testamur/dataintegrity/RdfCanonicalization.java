package org.testamur.dataintegrity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * RDFC-1.0 (RDF Dataset Canonicalization, W3C Recommendation of 2024) with SHA-256, in the recommendation's own steps.
 *
 * <p>Work is counted, not timed, so that a poisonous dataset is refused on every machine alike.
 */
final class RdfCanonicalization {
    /** Steps of the n-degree hash that may be taken: the hardest honest dataset of the W3C's tests needs a tenth. */
    private static final int STEPS = 50_000;

    /** How far unnamed nodes may be chained to one another before the stack would be at risk. */
    private static final int DEPTH = 500;

    private final Collection<Quad> quads;
    private final Map<String, List<Quad>> quadsOf = new HashMap<>();
    private final Map<String, String> firstDegree = new HashMap<>();
    private final Issuer canonical = new Issuer("_:c14n");
    private final MessageDigest digest = Pinned.sha256();
    private int steps;
    private int depth;

    private RdfCanonicalization(Collection<Quad> quads) {
        this.quads = quads;
    }

    /** The canonical N-Quads document. */
    static String canonicalize(Collection<Quad> quads) throws TooComplexException {
        RdfCanonicalization run = new RdfCanonicalization(new LinkedHashSet<>(quads));
        run.label();
        return run.write();
    }

    private void label() throws TooComplexException {
        for (Quad quad : quads) {
            register(quad.subject(), quad);
            register(quad.object(), quad);
            register(quad.graph(), quad);
        }
        TreeMap<String, List<String>> byHash = new TreeMap<>();
        for (String node : quadsOf.keySet()) {
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
                    Issuer temporary = new Issuer("_:b");
                    temporary.issue(node);
                    paths.add(hashNDegree(node, temporary));
                }
            }
            paths.sort((a, b) -> a.hash.compareTo(b.hash));
            for (Path path : paths) {
                path.issuer.labels.keySet().forEach(canonical::issue);
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

    private Path hashNDegree(String node, Issuer start) throws TooComplexException {
        if (++depth > DEPTH) {
            throw new TooComplexException("its unnamed nodes form a chain of more than " + DEPTH);
        }
        try {
            return hashRelated(node, start);
        } finally {
            depth--;
        }
    }

    private Path hashRelated(String node, Issuer start) throws TooComplexException {
        TreeMap<String, LinkedHashSet<String>> related = new TreeMap<>();
        for (Quad quad : mentions(node)) {
            relate(node, quad, quad.subject(), 's', start, related);
            relate(node, quad, quad.object(), 'o', start, related);
            relate(node, quad, quad.graph(), 'g', start, related);
        }
        Issuer issuer = start;
        StringBuilder data = new StringBuilder();
        for (Map.Entry<String, LinkedHashSet<String>> entry : related.entrySet()) {
            data.append(entry.getKey());
            String chosenPath = "";
            Issuer chosenIssuer = issuer;
            String[] permutation = entry.getValue().toArray(new String[0]);
            Arrays.sort(permutation);
            do {
                step();
                Issuer copy = new Issuer(issuer);
                String path = path(permutation, copy, chosenPath);
                if (path != null && (chosenPath.isEmpty() || path.compareTo(chosenPath) < 0)) {
                    chosenPath = path;
                    chosenIssuer = copy;
                }
            } while (nextPermutation(permutation));
            data.append(chosenPath);
            issuer = chosenIssuer;
        }
        return new Path(sha256(data.toString()), issuer);
    }

    /** The path of one permutation, or nothing as soon as it cannot beat the chosen one. Labels go into {@code copy}. */
    private @Nullable String path(String[] permutation, Issuer copy, String chosen) throws TooComplexException {
        StringBuilder path = new StringBuilder();
        List<String> recursion = new ArrayList<>();
        for (String related : permutation) {
            step();
            String label = canonical.issued(related);
            if (label == null) {
                label = copy.issued(related);
                if (label == null) {
                    recursion.add(related);
                    label = copy.issue(related);
                }
            }
            path.append(label);
            if (isWorse(path, chosen)) {
                return null;
            }
        }
        for (String related : recursion) {
            step();
            Path result = hashNDegree(related, copy);
            path.append(copy.issue(related)).append('<').append(result.hash).append('>');
            copy.replaceWith(result.issuer);
            if (isWorse(path, chosen)) {
                return null;
            }
        }
        return path.toString();
    }

    private static boolean isWorse(StringBuilder path, String chosen) {
        return !chosen.isEmpty() && path.length() >= chosen.length() && path.compareTo(new StringBuilder(chosen)) > 0;
    }

    private void relate(
            String node,
            Quad quad,
            @Nullable String term,
            char position,
            Issuer issuer,
            TreeMap<String, LinkedHashSet<String>> related) {
        if (term == null || !Quad.isBlank(term) || term.equals(node)) {
            return;
        }
        String label = canonical.issued(term);
        if (label == null) {
            label = issuer.issued(term);
        }
        if (label == null) {
            label = hashFirstDegree(term);
        }
        String hash = sha256(position == 'g' ? "g" + label : position + quad.predicate() + label);
        related.computeIfAbsent(hash, key -> new LinkedHashSet<>()).add(term);
    }

    private void step() throws TooComplexException {
        if (++steps > STEPS) {
            throw new TooComplexException(
                    "its unnamed nodes are too alike to be told apart within " + STEPS + " steps");
        }
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

    private static boolean nextPermutation(String[] items) {
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
        swap(items, i, j);
        for (int low = i + 1, high = items.length - 1; low < high; low++, high--) {
            swap(items, low, high);
        }
        return true;
    }

    private static void swap(String[] items, int i, int j) {
        String item = items[i];
        items[i] = items[j];
        items[j] = item;
    }

    private record Path(String hash, Issuer issuer) {}

    /** Hands out labels in the order they are first asked for. */
    private static final class Issuer {
        private final String prefix;
        private Map<String, String> labels;

        Issuer(String prefix) {
            this.prefix = prefix;
            this.labels = new LinkedHashMap<>();
        }

        Issuer(Issuer other) {
            this.prefix = other.prefix;
            this.labels = new LinkedHashMap<>(other.labels);
        }

        String issue(String node) {
            return labels.computeIfAbsent(node, key -> prefix + labels.size());
        }

        @Nullable
        String issued(String node) {
            return labels.get(node);
        }

        void replaceWith(Issuer other) {
            labels = new LinkedHashMap<>(other.labels);
        }
    }

    /** Says that a dataset would take more work than any honest document needs. */
    static final class TooComplexException extends Exception {
        private static final long serialVersionUID = 1L;

        TooComplexException(String message) {
            super(message);
        }
    }
}
