package org.testamur.dataintegrity.rdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.LintException;
import org.testamur.dataintegrity.proof.Vectors;

class StatementsTest {

    private static final String TERMS = "https://www.w3.org/2018/credentials#";

    private final Canonicalizer canonicalizer = new Canonicalizer(PinnedDocuments.bundled());

    @Test
    void aMemberSaysTheSameWhereverItStands() {
        ObjectNode badge = Vectors.badge();
        badge.put("validUntil", "2030-01-01T00:00:00Z");
        ObjectNode moved = badge.deepCopy();
        moved.remove("validUntil");
        ObjectNode node = moved.putObject("https://a.example/x");
        node.set("id", moved.get("id"));
        node.putObject(TERMS + "validUntil")
                .put("@type", "http://www.w3.org/2001/XMLSchema#dateTime")
                .put("@value", "2030-01-01T00:00:00Z");
        for (ObjectNode document : new ObjectNode[] {badge, moved}) {
            Statements statements = canonicalizer.statements(document);
            assertThat(statements.root().iri()).isEqualTo(badge.get("id").textValue());
            assertThat(statements.values(statements.root(), TERMS + "validUntil"))
                    .hasSize(1)
                    .allSatisfy(value -> {
                        assertThat(value.text()).isEqualTo("2030-01-01T00:00:00Z");
                        assertThat(value.datatype()).isEqualTo("http://www.w3.org/2001/XMLSchema#dateTime");
                        assertThat(value.iri()).isNull();
                    });
            assertThat(statements.types(statements.root())).contains(TERMS + "VerifiableCredential");
        }
    }

    @Test
    void aValueThatIsWrittenTwiceMakesNoRoomForOneThatIsHidden() {
        ObjectNode badge = Vectors.badge();
        ArrayNode evidence = badge.putArray("evidence");
        evidence.addObject().put("id", "https://a.example/1").putArray("type").add("Evidence");
        assertThat(canonicalizer.statements(badge).allStandUnder("evidence", TERMS + "evidence"))
                .isTrue();
        evidence.addObject().put("id", "https://a.example/1");
        assertThat(canonicalizer.statements(badge).allStandUnder("evidence", TERMS + "evidence"))
                .isTrue();
        ObjectNode node = evidence.addObject();
        node.set("id", badge.get("id"));
        node.putObject(TERMS + "evidence").put("id", "https://a.example/2");
        assertThat(canonicalizer.statements(badge).allStandUnder("evidence", TERMS + "evidence"))
                .isFalse();
    }

    @Test
    void textsAreReadAsTheyWereWritten() {
        String text = "a \"b\" \\ \n\t\r\b\f \u0001 \u007F ^^<x> @en \uD83C\uDF93";
        ObjectNode badge = Vectors.badge();
        badge.put("https://a.example/text", text);
        badge.putObject("https://a.example/tagged").put("@value", text).put("@language", "en");
        Statements statements = canonicalizer.statements(badge);
        for (String name : new String[] {"text", "tagged"}) {
            Statements.Term value = statements
                    .values(statements.root(), "https://a.example/" + name)
                    .getFirst();
            assertThat(value.text()).isEqualTo(text);
            assertThat(value.datatype()).isNull();
        }
    }

    @Test
    void othersAreCountedInWhateverGraphAndTheDocumentItselfIsNot() {
        ObjectNode badge = Vectors.badge();
        badge.putArray("https://a.example/others")
                .addObject()
                .put("id", "urn:x:1")
                .put("@type", TERMS + "VerifiableCredential");
        assertThat(canonicalizer.statements(badge).othersOfType(Set.of(TERMS + "VerifiableCredential")))
                .isEqualTo(1);
    }

    @Test
    void whatHasNoCanonicalFormStatesNothing() {
        assertThatThrownBy(() -> canonicalizer.statements(Vectors.badge().put("undefined", 1)))
                .isInstanceOf(LintException.class);
    }
}
