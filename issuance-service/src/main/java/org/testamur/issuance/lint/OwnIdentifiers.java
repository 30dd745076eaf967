package org.testamur.issuance.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that the learner's data has ids of its own. Evidence under the achievement's address, for example, would add
 * its statements to the achievement's.
 */
final class OwnIdentifiers {

    private final Map<String, Integer> nodes = new HashMap<>();

    private OwnIdentifiers() {}

    static void check(ObjectNode credential, List<Fault> faults) {
        OwnIdentifiers own = new OwnIdentifiers();
        own.count(credential);
        own.each("/evidence", credential.path("evidence"), faults);
        own.each(
                "/credentialSubject/result",
                credential.path("credentialSubject").path("result"),
                faults);
        own.one("/credentialSubject", credential.path("credentialSubject"), faults);
    }

    private void count(JsonNode node) {
        if (node.isObject() && node.size() > 1 && node.path("id").isTextual()) {
            nodes.merge(node.get("id").textValue(), 1, Integer::sum);
        }
        node.forEach(this::count);
    }

    private void each(String pointer, JsonNode items, List<Fault> faults) {
        if (items.isArray()) {
            for (int i = 0; i < items.size(); i++) {
                one(pointer + "/" + i, items.get(i), faults);
            }
        } else {
            one(pointer, items, faults);
        }
    }

    private void one(String pointer, JsonNode item, List<Fault> faults) {
        String id = item.path("id").textValue();
        if (id != null && nodes.getOrDefault(id, 0) > 1) {
            faults.add(new Fault(pointer + "/id", Fault.Rule.IDENTIFIER, "is the id of something else, too"));
        }
    }
}
