package org.testamur.dataintegrity;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of documents of one shape: most lines are constant and stay sorted and hashed; the others are
 * written, sorted and merged for each document.
 */
final class CanonicalTemplate {
    private static final byte[] SELF = "_:a".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "_:z".getBytes(StandardCharsets.US_ASCII);
    private static final String ONLY = "_:c14n0";

    /** The constant lines one after the other; line {@code i} ends before {@code ends[i]}. */
    private final byte[] constants;

    private final int[] ends;

    /** The state of the hash before each constant line and after the last, never to be changed. */
    private final MessageDigest[] before;

    private final CanonicalLine[] varying;
    private final CanonicalLine[][] ofBlank;

    /** The hashes of unnamed nodes that have no slots; empty for those that have. */
    private final byte[][] knownHashes;

    private final byte[][] labels;

    private CanonicalTemplate(
            List<byte[]> constantLines, List<CanonicalLine> varying, List<List<CanonicalLine>> ofBlank) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        this.ends = new int[constantLines.size()];
        this.before = new MessageDigest[constantLines.size() + 1];
        MessageDigest digest = Pinned.sha256();
        before[0] = copy(digest);
        for (int i = 0; i < ends.length; i++) {
            all.writeBytes(constantLines.get(i));
            ends[i] = all.size();
            digest.update(constantLines.get(i));
            before[i + 1] = copy(digest);
        }
        this.constants = all.toByteArray();
        this.varying = varying.toArray(CanonicalLine[]::new);
        this.ofBlank = ofBlank.stream()
                .map(lines -> lines.toArray(CanonicalLine[]::new))
                .toArray(CanonicalLine[][]::new);
        this.knownHashes = new byte[this.ofBlank.length][];
        this.labels = new byte[this.ofBlank.length][];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = ("_:c14n" + i).getBytes(StandardCharsets.US_ASCII);
            boolean varies = Arrays.stream(this.ofBlank[i]).anyMatch(CanonicalLine::hasSlots);
            knownHashes[i] = varies ? new byte[0] : firstDegreeHash(i, new SlotValue[0]);
        }
    }

    /**
     * Reads the statements of a document whose slots hold marks.
     *
     * @throws TemplateRefused when a mark does not stand for a whole value
     */
    static CanonicalTemplate of(Collection<Quad> quads, Marks marks) throws TemplateRefused {
        Map<String, Integer> blanks = new HashMap<>();
        for (Quad quad : quads) {
            for (String term : terms(quad)) {
                if (Quad.isBlank(term)) {
                    blanks.putIfAbsent(term, blanks.size());
                }
            }
        }
        List<CanonicalLine> varying = new ArrayList<>();
        List<byte[]> constant = new ArrayList<>();
        List<List<CanonicalLine>> ofBlank = new ArrayList<>();
        if (blanks.size() > 1) {
            blanks.forEach((label, index) -> ofBlank.add(new ArrayList<>()));
        }
        for (Quad quad : quads) {
            CanonicalLine line = line(quad, marks, blanks);
            if (line.isConstant()) {
                constant.add(line.text()[0]);
            } else {
                varying.add(line);
            }
            for (int blank = 0; blank < ofBlank.size(); blank++) {
                if (line.mentions(blank)) {
                    ofBlank.get(blank).add(line);
                }
            }
        }
        constant.sort(Arrays::compareUnsigned);
        // Documents of a kind sort alike: in the order of one of them, others are nearly sorted.
        varying.sort((a, b) -> Arrays.compareUnsigned(a.text()[0], b.text()[0]));
        return new CanonicalTemplate(constant, varying, ofBlank);
    }

    private static List<String> terms(Quad quad) {
        String graph = quad.graph();
        return graph == null
                ? List.of(quad.subject(), quad.predicate(), quad.object())
                : List.of(quad.subject(), quad.predicate(), quad.object(), graph);
    }

    private static CanonicalLine line(Quad quad, Marks marks, Map<String, Integer> blanks) throws TemplateRefused {
        CanonicalLine.Builder line = new CanonicalLine.Builder();
        for (String term : terms(quad)) {
            if (Quad.isBlank(term) && blanks.size() == 1) {
                line.text(ONLY);
            } else if (Quad.isBlank(term)) {
                line.gap(-1 - blanks.getOrDefault(term, 0));
            } else {
                marks.write(term, line);
            }
            line.text(" ");
        }
        return line.text(".\n").build();
    }

    /** The canonical form of the document with these values; empty if lines coincide or unnamed nodes look alike. */
    @Nullable
    Lines lines(SlotValue[] values) {
        byte[][] given = labels(values);
        if (given == null) {
            return null;
        }
        int capacity = 0;
        for (CanonicalLine line : varying) {
            capacity += line.length(values, 16);
        }
        SortedLines sorted = new SortedLines(capacity, varying.length);
        for (CanonicalLine line : varying) {
            if (!sorted.add(line, values, given)) {
                return null;
            }
        }
        return merge(sorted);
    }

    private @Nullable Lines merge(SortedLines sorted) {
        byte[] bytes = sorted.bytes();
        int constant = 0;
        int first = -1;
        int at = 0;
        byte[] out = bytes;
        for (int i = 0; i < sorted.count(); i++) {
            int from = constant;
            while (constant < ends.length) {
                int order = Arrays.compareUnsigned(
                        constants, startOf(constant), ends[constant], bytes, sorted.start(i), sorted.end(i));
                if (order == 0) {
                    return null;
                }
                if (order > 0) {
                    break;
                }
                constant++;
            }
            if (first < 0) {
                first = constant;
                out = new byte[sorted.length() + constants.length - startOf(constant)];
            } else if (constant > from) {
                at = append(out, at, constants, startOf(from), startOf(constant));
            }
            at = append(out, at, bytes, sorted.start(i), sorted.end(i));
        }
        if (first < 0) {
            return new Lines(ends.length, new byte[0], 0);
        }
        at = append(out, at, constants, startOf(constant), constants.length);
        return new Lines(first, out, at);
    }

    private int startOf(int line) {
        return line == 0 ? 0 : ends[line - 1];
    }

    private static int append(byte[] out, int at, byte[] from, int start, int end) {
        System.arraycopy(from, start, out, at, end - start);
        return at + end - start;
    }

    /**
     * Which label each unnamed node gets: in the order of their hashes (RDFC-1.0, 4.4.3, step 4), if those differ. How
     * the nodes refer to one another is only asked when they do not.
     */
    private byte @Nullable [][] labels(SlotValue[] values) {
        int count = ofBlank.length;
        if (count == 0) {
            return labels;
        }
        byte[][] hashes = new byte[count][];
        for (int i = 0; i < count; i++) {
            hashes[i] = knownHashes[i].length > 0 ? knownHashes[i] : firstDegreeHash(i, values);
        }
        byte[][] given = new byte[count][];
        for (int i = 0; i < count; i++) {
            int rank = 0;
            for (int j = 0; j < count; j++) {
                int order = i == j ? 1 : Arrays.compareUnsigned(hashes[i], hashes[j]);
                if (order == 0) {
                    return null;
                }
                rank += order > 0 && i != j ? 1 : 0;
            }
            given[i] = labels[rank];
        }
        return given;
    }

    private byte[] firstDegreeHash(int blank, SlotValue[] values) {
        int capacity = 0;
        for (CanonicalLine line : ofBlank[blank]) {
            capacity += line.length(values, SELF.length);
        }
        byte[][] names = new byte[ofBlank.length][];
        Arrays.fill(names, OTHER);
        names[blank] = SELF;
        SortedLines sorted = new SortedLines(capacity, ofBlank[blank].length);
        for (CanonicalLine line : ofBlank[blank]) {
            // Lines may coincide here: they differ in which other node they mean.
            sorted.add(line, values, names);
        }
        MessageDigest digest = Pinned.sha256();
        for (int i = 0; i < sorted.count(); i++) {
            digest.update(sorted.bytes(), sorted.start(i), sorted.end(i) - sorted.start(i));
        }
        return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Every Java runtime's SHA-256 can be copied", e);
        }
    }

    /** One document's canonical form: constant lines up to one of them, then bytes of its own. */
    final class Lines {
        private final int first;
        private final byte[] rest;
        private final int length;

        private Lines(int first, byte[] rest, int length) {
            this.first = first;
            this.rest = rest;
            this.length = length;
        }

        byte[] hash() {
            MessageDigest digest = copy(before[first]);
            digest.update(rest, 0, length);
            return digest.digest();
        }

        String text() {
            return new String(constants, 0, startOf(first), StandardCharsets.UTF_8)
                    + new String(rest, 0, length, StandardCharsets.UTF_8);
        }
    }
}
