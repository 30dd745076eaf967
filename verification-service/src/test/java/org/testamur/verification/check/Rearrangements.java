package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a holder can do to a signed credential without its key: move, rename, repeat and wrap its members. */
final class Rearrangements {

    static final String TERMS = "https://www.w3.org/2018/credentials#";
    private static final String DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";
    private static final List<String> DATES = List.of("validFrom", "validUntil");
    private static final List<String> MEMBERS = List.of(
            "validFrom",
            "validUntil",
            "credentialStatus",
            "issuer",
            "credentialSubject",
            "evidence",
            "termsOfUse",
            "refreshService",
            "credentialSchema",
            "type",
            "endorsement");
    private static final Map<String, String> PROOF_TERMS = Map.of(
            "created", "http://purl.org/dc/terms/created",
            "expires", "https://w3id.org/security#expiration",
            "proofPurpose", "https://w3id.org/security#proofPurpose",
            "domain", "https://w3id.org/security#domain");

    private final Map<String, Consumer<ObjectNode>> all = new LinkedHashMap<>();

    private Rearrangements() {}

    record Rearranged(String what, ObjectNode document) {}

    /** Each way once. */
    static List<Rearranged> of(ObjectNode original) {
        List<Rearranged> list = new ArrayList<>();
        ways(original).forEach((what, way) -> add(list, what, original, way));
        return list;
    }

    /** Some ways, one after the other; mostly such as leave what is stated as it is. */
    static List<Rearranged> chains(ObjectNode original, Set<String> harmless, int count, Random random) {
        List<Rearranged> list = new ArrayList<>();
        List<Map.Entry<String, Consumer<ObjectNode>>> ways =
                new ArrayList<>(ways(original).entrySet());
        List<Map.Entry<String, Consumer<ObjectNode>>> keeping =
                ways.stream().filter(way -> harmless.contains(way.getKey())).toList();
        for (int i = 0; i < count; i++) {
            List<Map.Entry<String, Consumer<ObjectNode>>> chain = new ArrayList<>();
            for (int length = 2 + random.nextInt(3); length > 0; length--) {
                List<Map.Entry<String, Consumer<ObjectNode>>> from =
                        keeping.isEmpty() || random.nextInt(8) == 0 ? ways : keeping;
                chain.add(from.get(random.nextInt(from.size())));
            }
            add(
                    list,
                    String.join(", then ", chain.stream().map(Map.Entry::getKey).toList()),
                    original,
                    document -> {
                        for (Map.Entry<String, Consumer<ObjectNode>> way : chain) {
                            way.getValue().accept(document);
                        }
                    });
        }
        return list;
    }

    private static void add(List<Rearranged> list, String what, ObjectNode original, Consumer<ObjectNode> way) {
        ObjectNode copy = original.deepCopy();
        try {
            way.accept(copy);
        } catch (ClassCastException | NullPointerException e) {
            // An earlier way has left nothing for this one.
            return;
        }
        if (!copy.equals(original)) {
            list.add(new Rearranged(what, copy));
        }
    }

    private static Map<String, Consumer<ObjectNode>> ways(ObjectNode original) {
        Rearrangements ways = new Rearrangements();
        ways.ids();
        ways.proofs();
        for (String member : MEMBERS) {
            if (original.has(member)) {
                ways.member(original, member);
            }
        }
        ways.second();
        return ways.all;
    }

    private void member(ObjectNode original, String member) {
        String iri = member.equals("type") ? "@type" : member.equals("endorsement") ? ob(member) : TERMS + member;
        List<String> nodes = new ArrayList<>();
        nodes("", original, nodes);
        for (String pointer : nodes) {
            for (String name : List.of(member, iri)) {
                way(member + " as " + name + " into " + pointer, document -> {
                    JsonNode value = document.remove(member);
                    into(document, pointer, node -> node.set(name, expanded(member, name, value)));
                });
                way(member + " as " + name + " copied into " + pointer, document -> {
                    JsonNode value = document.get(member).deepCopy();
                    into(document, pointer, node -> node.set(name, expanded(member, name, value)));
                });
                way(member + " as " + name + " into " + pointer + " and another in its place", document -> {
                    JsonNode value = document.get(member);
                    into(document, pointer, node -> node.set(name, expanded(member, name, value)));
                    document.set(member, other(value));
                });
            }
        }
        way(member + " as its IRI", document -> document.set(iri, expanded(member, iri, document.remove(member))));
        way(member + " as its IRI, and nothing under its name", document -> {
            document.set(iri, expanded(member, iri, document.get(member)));
            document.putNull(member);
        });
        way(member + " as its IRI, and an empty array under its name", document -> {
            document.set(iri, expanded(member, iri, document.get(member)));
            document.putArray(member);
        });
        way(member + " under an alias", document -> {
            ObjectNode alias = contexts(document).addObject().putObject("alias");
            alias.put("@id", iri);
            if (DATES.contains(member)) {
                alias.put("@type", DATE_TIME);
            }
            document.set("alias", document.remove(member));
        });
        way(member + " under a prefix", document -> {
            contexts(document).addObject().put("p", TERMS);
            document.set("p:" + member, expanded(member, iri, document.remove(member)));
        });
        way(member + " left out", document -> document.remove(member));
        wrapped(member, "in an array", value -> array(value));
        wrapped(member, "twice", value -> array(value, value));
        wrapped(member, "with another", value -> array(value, other(value)));
        wrapped(member, "with another before it", value -> array(other(value), value));
        wrapped(
                member,
                "in a set",
                value -> JsonNodeFactory.instance.objectNode().set("@set", array(value)));
        wrapped(
                member,
                "in a list",
                value -> JsonNodeFactory.instance.objectNode().set("@list", array(value)));
        wrapped(member, "in a value", value -> expanded(member, TERMS, value));
        wrapped(member, "as another", Rearrangements::other);
        for (String keyword : List.of("@included", "@graph", "@nest")) {
            way(member + " in " + keyword, document -> {
                ObjectNode node = document.putArray(keyword).addObject();
                node.set("id", document.get("id"));
                node.set(iri, expanded(member, iri, document.remove(member)));
            });
        }
        way(member + " in @reverse", document -> {
            JsonNode value = document.remove(member);
            document.putObject("@reverse").set(iri, value);
        });
    }

    private void ids() {
        way("id as @id", document -> document.set("@id", document.remove("id")));
        way("id left out", document -> document.remove("id"));
        way("id by a prefix", document -> {
            String id = document.get("id").textValue();
            int cut = Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1;
            contexts(document).addObject().put("u", id.substring(0, cut));
            document.put("id", "u:" + id.substring(cut));
        });
        way("id by a prefix of its own scheme", document -> {
            String id = document.get("id").textValue();
            String scheme = id.substring(0, id.indexOf(':'));
            contexts(document).addObject().put(scheme, id.substring(0, id.indexOf(':') + 1));
        });
        way("id as a blank node", document -> document.put("id", "_:c"));
        way(
                "id with a fragment",
                document -> document.put("id", document.get("id").textValue() + "#"));
        way("issuer by a prefix", document -> {
            contexts(document).addObject().put("k", "did:key:");
            ObjectNode issuer = (ObjectNode) document.get("issuer");
            issuer.put("id", issuer.get("id").textValue().replace("did:key:", "k:"));
        });
        way("all in @graph", document -> {
            ObjectNode inner = document.deepCopy();
            inner.remove(List.of("@context", "proof"));
            JsonNode context = document.get("@context");
            JsonNode proof = document.get("proof");
            document.removeAll();
            document.set("@context", context);
            document.putArray("@graph").add(inner);
            document.set("proof", proof);
        });
        way("a base", document -> contexts(document).addObject().put("@base", "https://a.example/"));
        way("a vocabulary", document -> contexts(document).addObject().put("@vocab", TERMS));
    }

    private void proofs() {
        PROOF_TERMS.forEach((member, iri) -> {
            way("proof's " + member + " as its IRI", document -> {
                ObjectNode proof = (ObjectNode) document.get("proof");
                proof.set(iri, expanded(iri.endsWith("Purpose") ? member : "validUntil", iri, proof.remove(member)));
            });
            way("proof's " + member + " under an alias", document -> {
                ObjectNode proof = (ObjectNode) document.get("proof");
                contexts(document)
                        .addObject()
                        .putObject("alias")
                        .put("@id", iri)
                        .put("@type", DATE_TIME);
                proof.set("alias", proof.remove(member));
            });
            way("proof's " + member + " left out", document -> ((ObjectNode) document.get("proof")).remove(member));
            way("proof's " + member + " in a node of its own", document -> {
                ObjectNode proof = (ObjectNode) document.get("proof");
                proof.put("id", "urn:p");
                ObjectNode node = proof.putObject("https://a.example/x").put("id", "urn:p");
                node.set(iri, expanded("validUntil", iri, proof.remove(member)));
            });
        });
        way("proof in an array", document -> document.set("proof", array(document.get("proof"))));
        way("proof twice", document -> document.set("proof", array(document.get("proof"), document.get("proof"))));
        way(
                "proof with its contexts",
                document -> ((ObjectNode) document.get("proof"))
                        .set("@context", document.get("@context").deepCopy()));
        way("a context behind the proof's", document -> {
            ((ObjectNode) document.get("proof"))
                    .set("@context", document.get("@context").deepCopy());
            contexts(document).addObject().put("validUntil", "https://a.example/not");
        });
        way("a context behind the proof's that nobody knows", document -> {
            ((ObjectNode) document.get("proof"))
                    .set("@context", document.get("@context").deepCopy());
            contexts(document).add("https://a.example/unknown");
        });
        way("another proof of another kind", document -> {
            ObjectNode other = document.get("proof").deepCopy();
            other.put("cryptosuite", "ecdsa-sd-2023");
            document.set("proof", array(other, document.get("proof")));
        });
        way(
                "only a proof of another kind",
                document -> ((ObjectNode) document.get("proof")).put("cryptosuite", "ecdsa-sd-2023"));
        way("proof as its IRI", document -> document.set("https://w3id.org/security#proof", document.remove("proof")));
        way("no proof", document -> document.remove("proof"));
    }

    /** A second value that the signature does not know of, where it says none. */
    private void second() {
        for (String member : List.of("validUntil", "validFrom", "credentialStatus")) {
            way(member + " of its own", document -> document.put(member, "2099-01-01T00:00:00Z"));
            way(
                    member + " of its own in its evidence",
                    document -> evidence(document)
                            .set(TERMS + member, expanded(member, TERMS, TextNode.valueOf("2099-01-01T00:00:00Z"))));
        }
        way("a reference to itself", document -> {
            ObjectNode node = (ObjectNode) array(document, "evidence").addObject();
            node.set("id", document.get("id"));
        });
    }

    private void wrapped(String member, String how, UnaryOperator<JsonNode> wrapping) {
        way(member + " " + how, document -> document.set(member, wrapping.apply(document.get(member))));
    }

    private void way(String what, Consumer<ObjectNode> way) {
        all.put(what, way);
    }

    /** Under the credential's id. */
    private static void into(ObjectNode document, String pointer, Consumer<ObjectNode> change) {
        ObjectNode node = pointer.isEmpty() ? evidence(document) : (ObjectNode) document.at(pointer);
        if (document.has("id")) {
            node.set("id", document.get("id"));
        }
        change.accept(node);
    }

    private static ObjectNode evidence(ObjectNode document) {
        ObjectNode node = array(document, "evidence").addObject();
        if (document.has("id")) {
            node.set("id", document.get("id"));
        }
        node.putArray("type").add("Evidence");
        return node;
    }

    private static ArrayNode array(ObjectNode document, String member) {
        return document.get(member) instanceof ArrayNode array ? array : document.putArray(member);
    }

    private static void nodes(String pointer, JsonNode node, List<String> nodes) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                nodes(pointer + "/" + i, node.get(i), nodes);
            }
        } else if (node.isObject()) {
            nodes.add(pointer);
            node.properties().forEach(member -> {
                if (!member.getKey().equals("proof") && !member.getKey().equals("@context")) {
                    nodes(pointer + "/" + member.getKey(), member.getValue(), nodes);
                }
            });
        }
    }

    private static JsonNode expanded(String member, String name, JsonNode value) {
        if (name.indexOf(':') < 0 || !value.isTextual()) {
            return value;
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return DATES.contains(member) ? node.put("@type", DATE_TIME).set("@value", value) : node.set("@id", value);
    }

    private static JsonNode other(JsonNode value) {
        if (value.isTextual()) {
            return TextNode.valueOf(value.textValue().endsWith("Z") ? "2099-01-01T00:00:00Z" : value.textValue() + "x");
        }
        return JsonNodeFactory.instance.objectNode().put("id", "urn:uuid:22222222-2222-4222-8222-222222222222");
    }

    private static ArrayNode array(JsonNode... items) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonNode item : items) {
            array.add(item.deepCopy());
        }
        return array;
    }

    private static ArrayNode contexts(ObjectNode document) {
        return (ArrayNode) document.get("@context");
    }

    private static String ob(String name) {
        return "https://purl.imsglobal.org/spec/vc/ob/vocab.html#" + name;
    }
}
