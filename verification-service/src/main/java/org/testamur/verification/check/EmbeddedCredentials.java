package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the credentials inside a credential: endorsements of the credential, of its achievement or of a profile (OB 3.0,
 * section 5.3), and the credentials of a Comprehensive Learner Record. What looks like a credential is one, wherever it is.
 */
final class EmbeddedCredentials {

    /** More are not looked at, and the answer says how many. */
    static final int MOST = 128;

    /** A credential in a credential in a credential; what is deeper is not looked at either. */
    static final int DEEPEST = 3;

    private static final Set<String> TYPES = Set.of(
            "VerifiableCredential",
            "EndorsementCredential",
            "EnvelopedVerifiableCredential",
            "https://www.w3.org/2018/credentials#VerifiableCredential",
            "https://www.w3.org/2018/credentials#EnvelopedVerifiableCredential",
            "https://purl.imsglobal.org/spec/vc/ob/vocab.html#EndorsementCredential");

    private static final Set<String> MEMBERS = Set.of("endorsement", "verifiableCredential");
    private static final Set<String> TEXT_MEMBERS = Set.of("endorsement", "endorsementJwt", "verifiableCredential");

    private final List<Place> places = new ArrayList<>();
    private int more;

    private EmbeddedCredentials() {}

    /**
     * A credential at its place.
     *
     * @param pointer a JSON pointer (RFC 6901)
     * @param credential a document that can be judged alone, with the contexts of what is around it if it has none; null for
     *     a form that is not supported here
     */
    record Place(String pointer, @Nullable ObjectNode credential) {}

    static EmbeddedCredentials of(ObjectNode document) {
        EmbeddedCredentials inside = new EmbeddedCredentials();
        inside.members(document, null, document.get("@context"), 0);
        return inside;
    }

    /** In the order of the document. */
    List<Place> places() {
        return places;
    }

    /** How many of them are different: one that stands in several places hides no other. */
    int different() {
        Set<String> ids = new HashSet<>();
        int unnamed = 0;
        for (Place place : places) {
            String id = place.credential() == null ? null : new CredentialDocument(place.credential()).id();
            if (id == null) {
                unnamed++;
            } else {
                ids.add(id);
            }
        }
        return ids.size() + unnamed;
    }

    /** How many there are besides. */
    int more() {
        return more;
    }

    /** A way into the document; written out only where a credential is found, for there may be many long ones. */
    private record Step(@Nullable Step before, String token) {

        private static final int LONGEST = 1_000;

        /** Of what is around the place, if it would be long. */
        String pointer() {
            Deque<String> tokens = new ArrayDeque<>();
            for (Step step = this; step != null; step = step.before) {
                tokens.push(step.token);
            }
            StringBuilder pointer = new StringBuilder();
            for (String token : tokens) {
                if (pointer.length() + token.length() >= LONGEST) {
                    break;
                }
                pointer.append('/').append(token.replace("~", "~0").replace("/", "~1"));
            }
            return pointer.toString();
        }
    }

    private void members(JsonNode node, @Nullable Step at, @Nullable JsonNode context, int level) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = member.getKey();
            if (!name.equals("@context") && !name.equals("proof")) {
                value(member.getValue(), name, new Step(at, name), context, level);
            }
        }
    }

    private void value(JsonNode value, String member, Step at, @Nullable JsonNode context, int level) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                value(value.get(i), member, new Step(at, Integer.toString(i)), context, level);
            }
        } else if (value.isTextual()
                && TEXT_MEMBERS.contains(local(member))
                && CredentialForm.isJwt(value.textValue())) {
            add(at, null, level + 1);
        } else if (value instanceof ObjectNode object) {
            JsonNode inner = object.has("@context") ? object.get("@context") : context;
            if (looksLikeOne(object, member)) {
                add(at, CredentialForm.isEnveloped(object) ? null : alone(object, inner), level + 1);
                members(object, at, inner, level + 1);
            } else {
                members(object, at, inner, level);
            }
        }
    }

    private void add(Step at, @Nullable ObjectNode credential, int level) {
        if (places.size() < MOST && level <= DEEPEST) {
            places.add(new Place(at.pointer(), credential));
        } else {
            more++;
        }
    }

    private static ObjectNode alone(ObjectNode object, @Nullable JsonNode context) {
        if (context == null || object.has("@context")) {
            return object;
        }
        ObjectNode alone = object.objectNode();
        alone.set("@context", context);
        alone.setAll(object);
        return alone;
    }

    private static boolean looksLikeOne(ObjectNode object, String member) {
        return MEMBERS.contains(local(member)) && object.size() > 1
                || object.path("proof").isContainerNode()
                || hasType(object.path("type"))
                || hasType(object.path("@type"));
    }

    /** The name of a member that may be written as an IRI. */
    private static String local(String member) {
        return member.substring(
                Math.max(Math.max(member.lastIndexOf('#'), member.lastIndexOf('/')), member.lastIndexOf(':')) + 1);
    }

    private static boolean hasType(JsonNode type) {
        if (type.isArray()) {
            return type.valueStream().anyMatch(EmbeddedCredentials::hasType);
        }
        return type.isTextual() && TYPES.contains(type.textValue());
    }
}
