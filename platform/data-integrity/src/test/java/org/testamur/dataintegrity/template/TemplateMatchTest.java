package org.testamur.dataintegrity.template;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.Vectors;

/** What an attacker could try so that a document is taken for another. */
class TemplateMatchTest {
    private static final ProofOptions OPTIONS =
            ProofOptions.assertion(DidKey.verificationMethodId(Vectors.DID), Instant.parse("2026-10-01T08:00:00Z"));

    private final ObjectNode badge = Speed.badge();
    private final DocumentTemplate template = DocumentTemplateTest.compile(badge);
    private final String[] values = DocumentTemplateTest.values(template, badge);
    private final String unsigned = DocumentTemplateTest.text(badge);
    private final String signed = DocumentTemplateTest.text(Vectors.SUITE.sign(badge, OPTIONS, Vectors.KEY));

    @Test
    void readsWhatItWrites() {
        assertThat(match(unsigned)).isEqualTo(values);
        assertThat(template.match(Vectors.parse(signed))).contains(values);
        assertThat(template.match(Vectors.parse(Vectors.parse(signed).toPrettyString())))
                .contains(values);
    }

    @Test
    void readsNothingOutOfTextThatSaysMore() {
        String open = unsigned.substring(0, unsigned.length() - 1);
        for (String text : List.of(
                signed,
                unsigned + " ",
                unsigned + "\n",
                unsigned + "{}",
                unsigned + "\u0000",
                unsigned + "}",
                " " + unsigned,
                "\uFEFF" + unsigned,
                "[" + unsigned + "]",
                open,
                unsigned + unsigned,
                unsigned.replaceFirst("\"name\"", "\"name\":\"twice\",\"name\""),
                unsigned.replaceFirst("\\{", "{\"id\":\"https://a.example/\","),
                unsigned.replaceFirst("\\{", "{ "),
                open + ",\"id\":\"https://a.example/\"}",
                open + ",\"proof\":{}}",
                open + ",\"proof\":null}")) {
            assertThat(match(text)).as(text).isNull();
        }
    }

    @Test
    void readsNothingThatIsEscapedInAnotherWay() {
        String hash = badge.at("/credentialSubject/identifier/0/identityHash").textValue();
        for (String written : List.of(
                hash.replace("a", "\\u0061"),
                hash + "\\/",
                hash + "\\u000A",
                hash + "\\u001f",
                hash + "\\u00e9",
                hash + "\\u20AC",
                hash + "\\uD83C\\uDF93",
                hash + "\\uD83C",
                hash + "\\x",
                hash + "\n",
                hash + "\t",
                hash + "\\")) {
            String text = unsigned.replace(hash, written);
            assertThat(match(text)).as(written).isNull();
        }
        for (String value : List.of(hash + "\n\"\\/\u0001\u001F\u007F é€\uD83C\uDF93\u2028", "")) {
            ObjectNode other = badge.deepCopy();
            ((ObjectNode) other.at("/credentialSubject/identifier/0")).put("identityHash", value);
            assertThat(match(DocumentTemplateTest.text(other))).isEqualTo(DocumentTemplateTest.values(template, other));
        }
    }

    @Test
    void readsNothingThatIsNoUtf8() {
        byte[] bytes = unsigned.getBytes(StandardCharsets.UTF_8);
        int at = unsigned.indexOf("sha256$") + 10;
        for (byte[] wrong : new byte[][] {
            {(byte) 0xC0, (byte) 0xAF},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xFF},
            {(byte) 0x80},
            {(byte) 0xE2},
        }) {
            byte[] changed = bytes.clone();
            System.arraycopy(wrong, 0, changed, at, wrong.length);
            assertThat(template.match(changed)).isEmpty();
        }
    }

    @Test
    void everyChangedByteIsAnotherDocumentOrNone() {
        Random random = new Random(3);
        byte[] bytes = unsigned.getBytes(StandardCharsets.UTF_8);
        for (int run = 0; run < 20_000; run++) {
            byte[] changed = mutated(bytes, random);
            template.match(changed).ifPresent(found -> {
                ObjectNode tree = Vectors.parse(new String(changed, StandardCharsets.UTF_8));
                assertThat(tree).isEqualTo(template.fill(found));
                assertThat(template.match(tree)).contains(found);
            });
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(3)) {
            case 0 -> {
                byte[] changed = bytes.clone();
                changed[at] = (byte) random.nextInt(256);
                yield changed;
            }
            case 1 -> {
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - 1);
                System.arraycopy(bytes, at + 1, shorter, at, shorter.length - at);
                yield shorter;
            }
            default -> {
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                longer[at] = (byte) "\"\\{}[],:x\u0000\u007F".charAt(random.nextInt(11));
                yield longer;
            }
        };
    }

    @Test
    void everyChangedMemberIsAnotherDocumentOrNone() {
        List<String> pointers = new ArrayList<>();
        Changes.pointers(badge, "", pointers);
        List<String> slots = template.slots().stream().map(Slot::pointer).toList();
        for (String pointer : pointers) {
            for (ObjectNode changed : Changes.at(badge, pointer)) {
                String[] found = template.match(changed).orElse(null);
                if (found == null) {
                    assertThat(match(DocumentTemplateTest.text(changed))).isNull();
                } else {
                    assertThat(template.fill(found)).isEqualTo(changed);
                    if (template.render(found).isPresent()) {
                        assertThat(match(DocumentTemplateTest.text(changed))).isEqualTo(found);
                    }
                }
                if (slots.contains(pointer)) {
                    boolean text = changed.at(pointer).isTextual();
                    assertThat(found != null).as(pointer).isEqualTo(text);
                }
            }
        }
    }

    private String @Nullable [] match(String text) {
        return template.match(text.getBytes(StandardCharsets.UTF_8)).orElse(null);
    }
}
