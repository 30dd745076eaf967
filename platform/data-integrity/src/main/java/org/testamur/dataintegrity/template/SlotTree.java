package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Describes the shape of a document: which parts are constant and which are slots. */
sealed interface SlotTree {

    /** Whether the node is of the shape; values of slots go to {@code values}. */
    boolean matches(JsonNode node, @Nullable String[] values);

    record Constant(JsonNode value) implements SlotTree {
        @Override
        public boolean matches(JsonNode node, @Nullable String[] values) {
            return value.equals(node);
        }
    }

    record Gap(int slot) implements SlotTree {
        @Override
        public boolean matches(JsonNode node, @Nullable String[] values) {
            values[slot] = node.textValue();
            return values[slot] != null;
        }
    }

    record Members(Map<String, SlotTree> members, boolean root) implements SlotTree {
        @Override
        public boolean matches(JsonNode node, @Nullable String[] values) {
            if (!(node instanceof ObjectNode object)) {
                return false;
            }
            int expected = members.size() + (root && object.has("proof") ? 1 : 0);
            if (object.size() != expected) {
                return false;
            }
            for (Map.Entry<String, SlotTree> member : members.entrySet()) {
                JsonNode value = object.get(member.getKey());
                if (value == null || !member.getValue().matches(value, values)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Items(List<SlotTree> items) implements SlotTree {
        @Override
        public boolean matches(JsonNode node, @Nullable String[] values) {
            if (!node.isArray() || node.size() != items.size()) {
                return false;
            }
            for (int i = 0; i < items.size(); i++) {
                if (!items.get(i).matches(node.get(i), values)) {
                    return false;
                }
            }
            return true;
        }
    }

    static SlotTree of(ObjectNode exemplar, List<Slot> slots) {
        Map<JsonPointer, Integer> gaps = new HashMap<>();
        for (int i = 0; i < slots.size(); i++) {
            gaps.put(JsonPointer.compile(slots.get(i).pointer()), i);
        }
        return of(exemplar, JsonPointer.empty(), gaps);
    }

    /** What stands in the slots of the document that they were made for. */
    static String[] values(ObjectNode exemplar, List<Slot> slots) {
        return slots.stream().map(slot -> exemplar.at(slot.pointer()).asText()).toArray(String[]::new);
    }

    private static SlotTree of(JsonNode node, JsonPointer at, Map<JsonPointer, Integer> gaps) {
        Integer gap = gaps.get(at);
        if (gap != null) {
            return new Gap(gap);
        }
        boolean varies = false;
        if (node.isObject()) {
            Map<String, SlotTree> members = new HashMap<>();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                SlotTree member = of(entry.getValue(), at.appendProperty(entry.getKey()), gaps);
                varies |= !(member instanceof Constant);
                members.put(entry.getKey(), member);
            }
            return varies || at.matches() ? new Members(members, at.matches()) : new Constant(node);
        }
        if (node.isArray()) {
            List<SlotTree> items = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                SlotTree item = of(node.get(i), at.appendIndex(i), gaps);
                varies |= !(item instanceof Constant);
                items.add(item);
            }
            if (varies) {
                return new Items(items);
            }
        }
        return new Constant(node);
    }

    /** The values of the slots of a document of this shape. */
    default String @Nullable [] match(ObjectNode document, int slots) {
        String[] values = new String[slots];
        return matches(document, values) ? values : null;
    }
}
