package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.testamur.dataintegrity.bundled.Pinned;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.LintException;

/** Holds a new template against the general path, on values chosen to part them, before anybody relies on it. */
final class TemplateProbe {
    static final int ROUNDS = 24;

    /** Anything that one of the two might escape, order or read in another way. */
    private static final List<String> TEXTS = List.of(
            "",
            "plain",
            "quote\" back\\slash /slash",
            "line\nfeed\r\ttab\b\f",
            "\u0000\u0001\u000B\u001F\u007F\u0080\u0085\u00A0",
            "\u2028\u2029\uFEFF\uFFFF\uFFFD",
            "\uD83C\uDF93 \uD835\uDD4F \uD800\uDF48 \uFB01 \uDBFF\uDFFF",
            "e\u0301\u0323 n\u0303 \u1E9B\u0323",
            "\u0634\u0647\u0627\u062F\u0629 \u202Eabc\u202C \u05EA\u05E2\u05D5\u05D3\u05D4",
            "<https://a.example/> <b> \"c\"@en .\n_:c14n0",
            "\\u0041 \\n ${x} %s </script> ]]>",
            "  spaces  ",
            "null true 0 -1.5E3 @type @id",
            "?".repeat(3000) + "\u00E9");

    private static final List<String> IRIS = List.of(
            "https://a.example/credentials/",
            "urn:uuid:0b0c6c33-0000-4000-8000-",
            "did:web:a.example%3A8443:issuers:",
            "http://localhost:8080/x?y=%C3%A9&z=(1)*'!$,;@~#",
            "did:key:z6MkneMkZqwqRiU5mJzSG3kDwzt9P8C59N4NGTfBLfSGE7c7#",
            "https://z.example:8443/",
            "https://xn--bcher-kva.example/_~-.",
            "urn:example:");

    private static final List<String> DATES =
            List.of("2026-11-01T12:00:%02dZ", "1999-12-31T23:59:%02d+11:00", "2024-02-29T00:00:%02d.123456789-03:30");

    private final DocumentTemplate template;
    private final Canonicalizer canonicalizer;
    private final Random random = new Random(20_261_101);

    TemplateProbe(DocumentTemplate template, Canonicalizer canonicalizer) {
        this.template = template;
        this.canonicalizer = canonicalizer;
    }

    void run() throws TemplateRefused {
        for (int round = 0; round < ROUNDS; round++) {
            hold(values(round));
        }
    }

    /** Values that a template serves; no two of a round are the same, lest nodes or lines coincide. */
    String[] values(int round) {
        String[] values = new String[template.slots().size()];
        for (int slot = 0; slot < values.length; slot++) {
            values[slot] = value(template.slots().get(slot).kind(), round, slot);
        }
        return values;
    }

    private String value(Slot.ValueKind kind, int round, int slot) {
        int turn = round + slot;
        return switch (kind) {
            case IRI -> IRIS.get(turn % IRIS.size()) + slot + (char) ('a' + random.nextInt(26)) + random.nextInt(1000);
            case DATE_TIME -> String.format(DATES.get(turn % DATES.size()), slot % 60);
            case INTEGER_TEXT -> Long.toString(slot + 1000 * random.nextLong(1L << 40));
            case TEXT -> {
                if (turn % TEXTS.size() == 0) {
                    yield slot == round % template.slots().size() ? "" : "\uD83C\uDF93" + slot;
                }
                yield (round % 2 == 0 ? random() : "") + TEXTS.get(turn % TEXTS.size()) + slot;
            }
        };
    }

    private String random() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int point = random.nextInt(random.nextBoolean() ? 0x180 : 0x110000);
            text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? '"' : point);
        }
        return text.toString();
    }

    private void hold(String[] values) throws TemplateRefused {
        Optional<Rendering> rendering = template.render(values);
        if (rendering.isEmpty()) {
            throw new TemplateRefused("the template does not serve what it should");
        }
        ObjectNode document = template.fill(values);
        String canonical;
        try {
            canonical = canonicalizer.canonicalize(document);
        } catch (LintException e) {
            throw new TemplateRefused("the general path refuses what the template serves: " + e.getMessage());
        }
        byte[] text = TemplateText.write(document).getBytes(StandardCharsets.UTF_8);
        if (!canonical.equals(rendering.get().canonical())
                || !Arrays.equals(
                        Pinned.sha256(canonical.getBytes(StandardCharsets.UTF_8)),
                        rendering.get().documentHash())
                || !Arrays.equals(text, rendering.get().unsigned())) {
            throw new TemplateRefused("the template and the general path differ");
        }
        if (!Arrays.equals(values, template.match(text).orElse(null))
                || !Arrays.equals(values, template.match(document).orElse(null))) {
            throw new TemplateRefused("the template does not read what it wrote");
        }
    }
}
