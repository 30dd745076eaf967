package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Every small change that could be made at a place of a document. */
final class Changes {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Changes() {}

    /** Every place below the document itself. */
    static void pointers(JsonNode node, String pointer, List<String> found) {
        if (!pointer.isEmpty()) {
            found.add(pointer);
        }
        node.properties().forEach(entry -> pointers(entry.getValue(), pointer + "/" + entry.getKey(), found));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                pointers(node.get(i), pointer + "/" + i, found);
            }
        }
    }

    static List<ObjectNode> at(ObjectNode document, String pointer) {
        JsonNode value = document.at(pointer);
        List<JsonNode> others = new ArrayList<>(List.of(
                NODES.nullNode(),
                NODES.objectNode(),
                NODES.arrayNode(),
                NODES.arrayNode().add(value),
                NODES.textNode(""),
                NODES.textNode(value.asText() + "x"),
                NODES.textNode("\uD83C" + value.asText()),
                NODES.textNode(value.asText() + "\u0000"),
                NODES.textNode("\uFEFF" + value.asText()),
                NODES.textNode("_:b0"),
                NODES.textNode("https://a.example/other"),
                NODES.textNode("7"),
                NODES.numberNode(7),
                NODES.numberNode(7.5),
                NODES.booleanNode(true)));
        if (value.isTextual()) {
            others.add(NODES.objectNode().put("@value", value.textValue()));
            others.add(NODES.objectNode().put("id", value.textValue()));
        } else if (value.isValueNode()) {
            others.add(NODES.textNode(value.asText()));
        }
        if (value instanceof ObjectNode object) {
            others.add(object.deepCopy().put("undefined", 1));
            others.add(object.deepCopy().put("id", "https://a.example/other"));
            others.add(object.deepCopy().put("name", "another"));
            others.add(object.deepCopy().put("@id", "https://a.example/other"));
            others.add(object.deepCopy().set("@context", document.get("@context")));
        }
        if (value instanceof ArrayNode array) {
            ArrayNode reversed = NODES.arrayNode();
            array.forEach(item -> reversed.insert(0, item));
            others.add(reversed);
            others.add(array.deepCopy().add(array.get(0)));
            others.add(array.deepCopy().add("https://a.example/other"));
        }
        List<ObjectNode> changed = new ArrayList<>();
        JsonPointer place = JsonPointer.compile(pointer);
        for (JsonNode other : others) {
            if (!other.equals(value)) {
                ObjectNode copy = document.deepCopy();
                JsonNode parent = copy.at(place.head());
                if (parent instanceof ArrayNode array) {
                    array.set(place.last().getMatchingIndex(), other);
                } else {
                    ((ObjectNode) parent).set(place.last().getMatchingProperty(), other);
                }
                changed.add(copy);
            }
        }
        ObjectNode without = document.deepCopy();
        JsonNode parent = without.at(place.head());
        if (parent instanceof ArrayNode array) {
            array.remove(place.last().getMatchingIndex());
        } else {
            ((ObjectNode) parent).remove(place.last().getMatchingProperty());
        }
        changed.add(without);
        return changed;
    }
}
