package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.LintException;

/** A signed document, changed in every place and in many ways. */
final class Variants {

    private final ObjectNode original;
    private final List<Variant> all = new ArrayList<>();

    private Variants(ObjectNode original) {
        this.original = original;
    }

    record Variant(String what, ObjectNode document) {

        /** Whether it says what the other says, in other words, under the same proof. */
        boolean means(ObjectNode other, Canonicalizer canonicalizer) {
            JsonNode proof = document.path("proof");
            return (proof.isArray() && proof.size() == 1 ? proof.get(0) : proof).equals(other.path("proof"))
                    && canonical(document, canonicalizer).equals(canonical(other, canonicalizer));
        }

        private static String canonical(ObjectNode document, Canonicalizer canonicalizer) {
            try {
                return canonicalizer.canonicalize(document.deepCopy().without("proof"));
            } catch (LintException e) {
                return "none: " + document;
            }
        }
    }

    static List<Variant> of(ObjectNode document) {
        Variants variants = new Variants(document);
        variants.walk("", document);
        return variants.all;
    }

    private void walk(String pointer, JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                String name = member.getKey();
                in(pointer, "without " + name, at -> at.remove(name));
                in(
                        pointer,
                        name + " under another name",
                        at -> at.set(
                                name.equals("@context") ? "context" : "https://www.w3.org/2018/credentials#" + name,
                                at.remove(name)));
                replaced(pointer, name, member.getValue());
                walk(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), member.getValue());
            }
            in(pointer, "with an undefined member", at -> at.put("undefinedMember", "x"));
            in(pointer, "with a description", at -> at.put("description", "Another."));
            in(pointer, "with an id", at -> at.put("id", "urn:uuid:11111111-1111-4111-8111-111111111111"));
            in(pointer, "with a context", at -> at.put("@context", "https://www.w3.org/ns/credentials/v2"));
        } else if (node.isArray()) {
            add(pointer + " with one more", document -> ((ArrayNode) document.at(pointer)).add("urn:another"));
            add(pointer + " with its first twice", document -> {
                ArrayNode array = (ArrayNode) document.at(pointer);
                array.add(array.get(0).deepCopy());
            });
            add(pointer + " emptied", document -> ((ArrayNode) document.at(pointer)).removeAll());
            add(pointer + " turned round", document -> {
                ArrayNode array = (ArrayNode) document.at(pointer);
                List<JsonNode> items = new ArrayList<>();
                array.forEach(items::addFirst);
                array.removeAll().addAll(items);
            });
            for (int i = 0; i < node.size(); i++) {
                walk(pointer + "/" + i, node.get(i));
            }
        }
    }

    private void replaced(String pointer, String name, JsonNode value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        List<JsonNode> others = new ArrayList<>(List.of(
                nodes.numberNode(7),
                nodes.nullNode(),
                nodes.arrayNode(),
                nodes.arrayNode().add(value),
                nodes.objectNode()));
        if (value instanceof TextNode text) {
            others.add(nodes.textNode(text.textValue() + "x"));
            others.add(nodes.textNode(""));
            others.add(nodes.textNode(text.textValue() + " \uD83C\uDF93 \"\\\n"));
            others.add(nodes.textNode(text.textValue().replace('2', '3')));
        }
        for (JsonNode other : others) {
            in(pointer, name + " as " + other, at -> at.set(name, other.deepCopy()));
        }
    }

    private void in(String pointer, String what, Consumer<ObjectNode> change) {
        add(pointer + " " + what, document -> change.accept((ObjectNode) document.at(pointer)));
    }

    private void add(String what, Consumer<ObjectNode> change) {
        ObjectNode copy = original.deepCopy();
        change.accept(copy);
        if (!copy.equals(original)) {
            all.add(new Variant(what, copy));
        }
    }
}
