package org.testamur.dataintegrity.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.bundled.Pinned;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.Vectors;

class DocumentTemplateTest {
    private static final ProofOptions OPTIONS =
            ProofOptions.assertion(DidKey.verificationMethodId(Vectors.DID), Instant.parse("2026-10-01T08:00:00Z"));

    private final ObjectNode badge = Vectors.badge();
    private final DocumentTemplate template = compile(badge);

    @Test
    void signsAsTheGeneralPathDoesToTheByte() {
        for (RandomBadges badges = new RandomBadges(7); badges.made() < 50; ) {
            ObjectNode document = badges.next();
            DocumentTemplate compiled = compile(document);
            Rendering rendering = compiled.render(values(compiled, document)).orElseThrow();
            assertThat(rendering.canonical()).isEqualTo(Vectors.CANONICALIZER.canonicalize(document));
            assertThat(new String(rendering.sign(compiled.proof(OPTIONS), Vectors.KEY), StandardCharsets.UTF_8))
                    .isEqualTo(text(Vectors.SUITE.sign(document, OPTIONS, Vectors.KEY)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relative",
                "https://",
                "https:///x",
                "https://a b",
                "https://a/<",
                "https://a/\"",
                "https://a/\\",
                "https://a/\u00E9",
                "https://a/?\uD800",
                "https://a/#b#c",
                "https://a/%zz",
                "https://[::1]/",
                "https://-a/",
                "_:b0",
                "urn:",
                "urn:x",
                "urn:x:",
                "did:web",
                "did:web:",
                "xsd:string",
                "ftp://a/",
                ""
            })
    void leavesIrisThatItDoesNotKnowToTheGeneralPath(String iri) {
        assertThat(render("/id", iri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-01",
                "2026-11-01T12:00Z",
                "2026-11-01T12:00:00",
                "2026-11-01t12:00:00z",
                "2026-02-29T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-11-01T24:00:00Z",
                "2026-11-01T12:00:60Z",
                "2026-11-01T12:00:00.Z",
                "2026-11-01T12:00:00.1",
                "2026-11-01T12:00:00+1:00",
                "2026-11-01T12:00:00-00:00",
                "2026-11-01T12:00:00Z ",
                "0026-11-01T12:00:00Z"
            })
    void leavesDatesThatReadersDifferOnToTheGeneralPath(String date) {
        assertThat(render("/validFrom", date)).isEmpty();
    }

    @Test
    void leavesHalfACharacterToTheGeneralPath() {
        for (String half : List.of("\uD83C", "\uDF93", "a\uD83Cb", "?\uD83C")) {
            assertThat(render("/credentialSubject/identifier/0/salt", half)).isEmpty();
        }
    }

    @Test
    void leavesUnnamedNodesThatLookAlikeToTheGeneralPath() {
        ObjectNode first = (ObjectNode) badge.at("/credentialSubject/identifier/0");
        badge.withArray("/credentialSubject/identifier").add(first.deepCopy().put("salt", "Pepper"));
        DocumentTemplate two = compile(badge);
        assertThat(two.render(values(two, badge))).isPresent();
        String[] alike = values(two, badge);
        alike[index(two, "/credentialSubject/identifier/1/salt")] = "Kosher";
        assertThat(two.render(alike)).isEmpty();
    }

    @Test
    void leavesLinesThatCoincideToTheGeneralPath() {
        badge.putArray("evidence")
                .add(Vectors.parse("{\"id\":\"https://a.example/1\",\"type\":[\"Evidence\"],\"name\":\"a\"}"))
                .add(Vectors.parse("{\"id\":\"https://a.example/2\",\"type\":[\"Evidence\"],\"name\":\"a\"}"));
        DocumentTemplate two = compile(badge);
        String[] values = values(two, badge);
        values[index(two, "/evidence/1/id")] = "https://a.example/1";
        assertThat(two.render(values)).isEmpty();
    }

    @Test
    void refusesWhatNoTemplateCanStandFor() {
        refused(badge, "/type/1", Slot.ValueKind.TEXT);
        refused(badge, "/type/1", Slot.ValueKind.IRI);
        refused(badge, "/@context/1", Slot.ValueKind.IRI);
        refused(badge, "/credentialSubject/achievement/inLanguage/x", Slot.ValueKind.TEXT);
        refused(badge, "/id", Slot.ValueKind.TEXT);
        refused(badge, "/credentialSubject/identifier/0/hashed", Slot.ValueKind.TEXT);
        refused(badge.deepCopy().put("undefined", "x"), "/id", Slot.ValueKind.IRI);
        ObjectNode own = badge.deepCopy();
        own.withArray("@context").addObject().put("mine", "https://a.example/mine");
        refused(own, "/id", Slot.ValueKind.IRI);
        assertThatThrownBy(() -> DocumentTemplate.compile(
                        badge,
                        List.of(new Slot("/id", Slot.ValueKind.IRI), new Slot("/id", Slot.ValueKind.IRI)),
                        Vectors.CANONICALIZER))
                .isInstanceOf(TemplateRefused.class);
    }

    @Test
    void whatIsWrongWithOneLearnersValuesKeepsNoTemplateFromOthers() {
        String[] values = values(template, badge);
        ObjectNode faulty = badge.deepCopy().put("id", "relative").put("validFrom", "yesterday");
        ((ObjectNode) faulty.at("/credentialSubject/identifier/0"))
                .put("salt", "\uD83C")
                .put("identityHash", "testamur-slot-1000000");
        DocumentTemplate other = compile(faulty);
        assertThat(other.render(values(other, faulty))).isEmpty();
        assertThat(other.render(values).orElseThrow().canonical())
                .isEqualTo(template.render(values).orElseThrow().canonical());
    }

    @Test
    void refusesWhatIsTooLarge() {
        ObjectNode verbose = badge.deepCopy().put("description", "x".repeat(70_000));
        refused(verbose, "/id", Slot.ValueKind.IRI);
        ObjectNode wide = badge.deepCopy();
        ArrayNode values = wide.putArray("https://a.example/values");
        for (int i = 0; i < 1_000; i++) {
            values.add(Integer.toString(i));
        }
        refused(wide, "/id", Slot.ValueKind.IRI);
    }

    @Test
    void takesLittleMemory() {
        ObjectNode wide = badge.deepCopy();
        ArrayNode values = wide.putArray("https://a.example/values");
        for (int i = 0; i < 900; i++) {
            values.add(Integer.toString(i));
        }
        assertThat(template.size()).isBetween(5_000, 60_000);
        assertThat(compile(wide).size()).isBetween(60_000, 1_000_000);
    }

    @Test
    void noBundledContextDefinesATermThatReadsLikeAnIri() {
        Pinned.read("contexts.manifest")
                .forEach((url, bytes) -> assertThat(new String(bytes, StandardCharsets.UTF_8))
                        .as(url)
                        .doesNotContainPattern("\"(https?|urn|did):[^\"]*\"\\s*:"));
    }

    private Optional<Rendering> render(String pointer, String value) {
        String[] values = values(template, badge);
        values[index(template, pointer)] = value;
        return template.render(values);
    }

    private static void refused(ObjectNode document, String pointer, Slot.ValueKind kind) {
        assertThatThrownBy(() ->
                        DocumentTemplate.compile(document, List.of(new Slot(pointer, kind)), Vectors.CANONICALIZER))
                .as(pointer)
                .isInstanceOf(TemplateRefused.class);
    }

    static int index(DocumentTemplate template, String pointer) {
        return template.slots().stream().map(Slot::pointer).toList().indexOf(pointer);
    }

    static DocumentTemplate compile(ObjectNode document) {
        try {
            return DocumentTemplate.compile(document, OpenBadgeSlots.of(document), Vectors.CANONICALIZER);
        } catch (TemplateRefused e) {
            throw new AssertionError(e.getMessage() + "\n" + document.toPrettyString(), e);
        }
    }

    static String[] values(DocumentTemplate template, ObjectNode document) {
        return template.slots().stream()
                .map(slot -> document.at(slot.pointer()).textValue())
                .toArray(String[]::new);
    }

    static String text(ObjectNode document) {
        return TemplateText.write(document);
    }
}
