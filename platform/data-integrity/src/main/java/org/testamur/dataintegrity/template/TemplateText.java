package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the JSON text of documents of one shape as Jackson does: constant bytes with slots between them. */
final class TemplateText {
    private static final JsonMapper JSON = new JsonMapper();

    /** {@code parts[0] order[0] parts[1] ... parts[n]}; the last part lacks the document's closing brace. */
    private final byte[][] parts;

    private final int[] order;
    private final Slot.ValueKind[] kinds;
    private final int constant;

    private TemplateText(byte[][] parts, int[] order, Slot.ValueKind[] kinds) {
        this.parts = parts;
        this.order = order;
        this.kinds = kinds;
        int sum = 0;
        for (byte[] part : parts) {
            sum += part.length;
        }
        this.constant = sum;
    }

    /** Splits the text of a document whose slots hold marks. */
    static TemplateText of(ObjectNode marked, Marks marks, List<Slot> slots) throws TemplateRefused {
        String text = write(marked);
        int[] at = new int[slots.size()];
        Integer[] bySite = new Integer[slots.size()];
        for (int i = 0; i < at.length; i++) {
            String mark = "\"" + marks.of(i) + "\"";
            at[i] = text.indexOf(mark) + 1;
            bySite[i] = i;
            if (at[i] == 0 || text.indexOf(mark, at[i]) >= 0) {
                throw new TemplateRefused(slots.get(i).pointer() + " is not written once");
            }
        }
        Arrays.sort(bySite, (a, b) -> Integer.compare(at[a], at[b]));
        List<byte[]> parts = new ArrayList<>();
        int from = 0;
        for (int slot : bySite) {
            parts.add(text.substring(from, at[slot]).getBytes(StandardCharsets.UTF_8));
            from = at[slot] + marks.of(slot).length();
        }
        parts.add(text.substring(from, text.length() - 1).getBytes(StandardCharsets.UTF_8));
        return new TemplateText(
                parts.toArray(byte[][]::new),
                Arrays.stream(bySite).mapToInt(Integer::intValue).toArray(),
                slots.stream().map(Slot::kind).toArray(Slot.ValueKind[]::new));
    }

    static String write(ObjectNode document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    /** How many bytes there are between the slots. */
    int size() {
        return constant;
    }

    /** The document's text with {@code tail} in place of its closing brace. */
    byte[] write(SlotValue[] values, byte[]... tail) {
        int length = constant;
        for (SlotValue value : values) {
            length += value.json().length;
        }
        for (byte[] part : tail) {
            length += part.length;
        }
        byte[] out = new byte[length];
        int at = append(out, 0, parts[0]);
        for (int i = 0; i < order.length; i++) {
            at = append(out, at, values[order[i]].json());
            at = append(out, at, parts[i + 1]);
        }
        for (byte[] part : tail) {
            at = append(out, at, part);
        }
        return out;
    }

    private static int append(byte[] out, int at, byte[] part) {
        System.arraycopy(part, 0, out, at, part.length);
        return at + part.length;
    }

    /** What stands in the slots of a text, if it is one that {@link #write} could have written with a closing brace. */
    String @Nullable [] match(byte[] text) {
        String[] values = new String[order.length];
        int at = skip(text, 0, parts[0]);
        for (int i = 0; i < order.length && at >= 0; i++) {
            int end = endOfString(text, at);
            String value = end < 0 ? null : read(text, at, end, kinds[order[i]]);
            if (value == null) {
                return null;
            }
            values[order[i]] = value;
            at = skip(text, end, parts[i + 1]);
        }
        return at >= 0 && at + 1 == text.length && text[at] == '}' ? values : null;
    }

    private static int skip(byte[] text, int at, byte[] part) {
        int end = at + part.length;
        return end <= text.length && Arrays.equals(text, at, end, part, 0, part.length) ? end : -1;
    }

    private static int endOfString(byte[] text, int start) {
        for (int at = start; at < text.length; at++) {
            if (text[at] == '"') {
                return at;
            }
            if (text[at] == '\\') {
                at++;
            }
        }
        return -1;
    }

    /** The string, unless Jackson would have written it in another way. */
    private static @Nullable String read(byte[] text, int start, int end, Slot.ValueKind kind) {
        boolean plain = true;
        for (int at = start; at < end; at++) {
            plain &= text[at] >= 0x20 && text[at] != '\\';
        }
        if (plain) {
            return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
        }
        if (kind != Slot.ValueKind.TEXT) {
            return null;
        }
        String value = unescape(text, start, end);
        SlotValue written = value == null ? null : SlotValue.of(kind, value);
        return written != null && Arrays.equals(written.json(), 0, written.json().length, text, start, end)
                ? value
                : null;
    }

    private static @Nullable String unescape(byte[] text, int start, int end) {
        String raw;
        try {
            raw = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        StringBuilder out = new StringBuilder(raw.length());
        for (int at = 0; at < raw.length(); at++) {
            char unit = raw.charAt(at);
            if (unit != '\\') {
                out.append(unit);
                continue;
            }
            if (++at == raw.length()) {
                return null;
            }
            switch (raw.charAt(at)) {
                case 'b' -> out.append('\b');
                case 't' -> out.append('\t');
                case 'n' -> out.append('\n');
                case 'f' -> out.append('\f');
                case 'r' -> out.append('\r');
                case '"' -> out.append('"');
                case '\\' -> out.append('\\');
                case 'u' -> {
                    if (at + 4 >= raw.length() || raw.charAt(at + 1) != '0' || raw.charAt(at + 2) != '0') {
                        return null;
                    }
                    int high = Character.digit(raw.charAt(at + 3), 16);
                    int low = Character.digit(raw.charAt(at + 4), 16);
                    if (high < 0 || low < 0) {
                        return null;
                    }
                    out.append((char) (high << 4 | low));
                    at += 4;
                }
                default -> {
                    return null;
                }
            }
        }
        return out.toString();
    }
}
