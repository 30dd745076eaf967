package org.testamur.dataintegrity.template;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.bundled.Pinned;
import org.testamur.dataintegrity.rdf.Quad;

/**
 * Hashes the canonical form of documents of one shape. Constant lines stay sorted and hashed; the others are written,
 * sorted and merged for each document.
 */
final class CanonicalTemplate {
    private static final byte[] SELF = "_:a".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] OTHER = "_:z".getBytes(StandardCharsets.US_ASCII);
    private static final String ONLY = "_:c14n0";

    /** The bytes of memory that a state of the hash takes. */
    private static final int DIGEST = 320;

    /** The constant lines one after the other; line {@code i} ends before {@code ends[i]}. */
    private final byte[] constants;

    private final int[] ends;

    /** The state of the hash before each constant line and after the last, never to be changed. */
    private final MessageDigest[] before;

    /** Lines that vary, those of one subject together as far as they keep their order. */
    private final CanonicalLine[] units;

    private final int textLength;
    private final int[] uses;
    private final int labelUses;

    private final CanonicalLine[][] ofBlank;

    /** The hashes of unnamed nodes that have no slots; empty for those that have. */
    private final byte[][] knownHashes;

    private final byte[][] labels;

    private CanonicalTemplate(
            List<byte[]> constantLines, CanonicalLine[] units, List<List<CanonicalLine>> ofBlank, int slots) {
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
        this.units = units;
        this.textLength =
                Arrays.stream(units).mapToInt(CanonicalLine::textLength).sum();
        this.uses = new int[slots];
        int labelled = 0;
        for (CanonicalLine unit : units) {
            for (int gap : unit.gaps()) {
                if (gap >= 0) {
                    uses[gap]++;
                } else {
                    labelled++;
                }
            }
        }
        this.labelUses = labelled;
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
     * @param typical values of the slots in whose order others are likely to sort
     * @throws TemplateRefused when a mark does not stand for a whole value
     */
    static CanonicalTemplate of(Collection<Quad> quads, Marks marks, String[] typical) throws TemplateRefused {
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
        return new CanonicalTemplate(constant, units(varying, typical, blanks.size()), ofBlank, typical.length);
    }

    private static CanonicalLine[] units(List<CanonicalLine> varying, String[] typical, int blanks) {
        SlotValue[] values = new SlotValue[typical.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = SlotValue.plain(typical[i]);
        }
        byte[][] labels = new byte[blanks][];
        Arrays.fill(labels, OTHER);
        Map<CanonicalLine, byte[]> written = new IdentityHashMap<>();
        for (CanonicalLine line : varying) {
            byte[] bytes = new byte[line.length(values, OTHER.length)];
            line.write(bytes, 0, values, labels);
            written.put(line, bytes);
        }
        List<CanonicalLine> units = new ArrayList<>();
        for (List<CanonicalLine> lines : bySubject(varying)) {
            CanonicalLine run = null;
            for (int i = 0; i < lines.size(); i++) {
                CanonicalLine line = lines.get(i);
                boolean open = line.subject() == CanonicalLine.NAMED
                        || (i > 0 && lines.stream().limit(i).anyMatch(other -> other.leavesOpen(line)))
                        || (i + 1 < lines.size() && line.leavesOpen(lines.get(i + 1)));
                if (run != null && open) {
                    units.add(run);
                    run = null;
                }
                if (open) {
                    units.add(line);
                } else if (run == null) {
                    run = line;
                    written.put(run, written.getOrDefault(line, OTHER));
                } else {
                    byte[] first = written.remove(run);
                    run = run.then(line);
                    written.put(run, first == null ? OTHER : first);
                }
            }
            if (run != null) {
                units.add(run);
            }
        }
        // Documents of a kind sort alike: in the order of one of them, others are nearly sorted.
        units.sort((a, b) -> Arrays.compareUnsigned(written.getOrDefault(a, OTHER), written.getOrDefault(b, OTHER)));
        return units.toArray(CanonicalLine[]::new);
    }

    /** The lines of each subject that varies, in the order that their constant parts ask for; all others together. */
    private static Collection<List<CanonicalLine>> bySubject(List<CanonicalLine> varying) {
        Map<Integer, List<CanonicalLine>> bySubject = new TreeMap<>();
        for (CanonicalLine line : varying) {
            bySubject
                    .computeIfAbsent(line.subject(), subject -> new ArrayList<>())
                    .add(line);
        }
        bySubject.forEach((subject, lines) -> {
            if (subject != CanonicalLine.NAMED) {
                lines.sort((a, b) -> Arrays.compareUnsigned(a.text()[1], b.text()[1]));
            }
        });
        return bySubject.values();
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

    /** About how many bytes of memory it takes. */
    int size() {
        int size = constants.length + textLength;
        for (CanonicalLine[] lines : ofBlank) {
            for (CanonicalLine line : lines) {
                size += line.textLength();
            }
        }
        return size + ends.length * DIGEST;
    }

    /** The canonical form of the document with these values; empty if lines coincide or unnamed nodes look alike. */
    @Nullable
    Lines lines(SlotValue[] values) {
        byte[][] given = labels(values);
        if (given == null) {
            return null;
        }
        int capacity = textLength;
        for (int i = 0; i < uses.length; i++) {
            capacity += uses[i] * values[i].quads().length;
        }
        if (labels.length > 0) {
            capacity += labelUses * labels[labels.length - 1].length;
        }
        SortedLines sorted = new SortedLines(capacity, units.length);
        for (CanonicalLine unit : units) {
            sorted.add(unit, values, given);
        }
        return sorted.areDistinct() ? merge(sorted) : null;
    }

    private @Nullable Lines merge(SortedLines sorted) {
        if (sorted.count() == 0) {
            return new Lines(ends.length, new byte[0], 0);
        }
        byte[] bytes = sorted.bytes();
        int first = position(0, sorted, 0);
        byte[] out = new byte[sorted.length() + constants.length - startOf(first)];
        int at = 0;
        int constant = first;
        for (int i = 0; i < sorted.count(); i++) {
            int next = i == 0 ? first : position(constant, sorted, i);
            boolean followsConstant = i == 0 || next > constant;
            if ((followsConstant && coincides(next - 1, sorted, i)) || coincides(next, sorted, i)) {
                return null;
            }
            if (next > constant) {
                at = append(out, at, constants, startOf(constant), startOf(next));
                constant = next;
            }
            at = append(out, at, bytes, sorted.start(i), sorted.end(i));
        }
        at = append(out, at, constants, startOf(constant), constants.length);
        return new Lines(first, out, at);
    }

    /** The first constant line, from {@code low} on, that does not sort before the unit. */
    private int position(int low, SortedLines sorted, int unit) {
        int from = low;
        int to = ends.length;
        // After the first unit most sort before the next constant line.
        int middle = low == 0 ? to >>> 1 : low;
        while (from < to) {
            if (Arrays.compareUnsigned(
                            constants,
                            startOf(middle),
                            ends[middle],
                            sorted.bytes(),
                            sorted.start(unit),
                            sorted.end(unit))
                    < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
            middle = (from + to) >>> 1;
        }
        return from;
    }

    /** Whether a constant line is the unit, or is about what the unit is about. */
    private boolean coincides(int line, SortedLines sorted, int unit) {
        if (line < 0 || line >= ends.length) {
            return false;
        }
        int start = startOf(line);
        return sorted.isAboutSubjectOf(unit, constants, start, ends[line])
                || Arrays.equals(constants, start, ends[line], sorted.bytes(), sorted.start(unit), sorted.end(unit));
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
