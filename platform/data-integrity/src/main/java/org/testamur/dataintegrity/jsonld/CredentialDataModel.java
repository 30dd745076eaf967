package org.testamur.dataintegrity.jsonld;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.bundled.RelatedResources;

/**
 * Checks a credential against the rules of the Verifiable Credentials Data Model that apply to every type: VC 2.0 §4,
 * or VC 1.1 §4 and §5 where its first context says so. Dates are checked by {@link DateTimeStamp}, the rules of a type
 * by {@link PinnedSchemas}.
 */
public final class CredentialDataModel {

    /** A document may have a fault in each of its parts; these are enough to see what is wrong. */
    private static final int MOST = 200;

    private static final String V2 = "https://www.w3.org/ns/credentials/v2";
    private static final String V1 = "https://www.w3.org/2018/credentials/v1";
    /** Members whose every value needs a type (VC 2.0 §4.10 to §4.12, §5.4 to §5.6). */
    private static final List<String> TYPED =
            List.of("credentialStatus", "credentialSchema", "refreshService", "termsOfUse", "evidence");
    /** Of those, the ones whose values need an id as well. */
    private static final Set<String> IDENTIFIED = Set.of("credentialSchema");

    private static final Set<String> IDENTIFIED_IN_V1 =
            Set.of("credentialStatus", "credentialSchema", "refreshService");
    private static final Set<String> LANGUAGE_VALUE = Set.of("@value", "@language", "@direction");

    private final RelatedResources related;

    private CredentialDataModel(RelatedResources related) {
        this.related = related;
    }

    /** Knows the published digests of contexts that are bundled with this library. */
    public static CredentialDataModel bundled() {
        return new CredentialDataModel(RelatedResources.known());
    }

    /** The faults by their places, the first {@value #MOST} at most. */
    public List<Finding> faults(ObjectNode credential) {
        return new Look(credential).faults();
    }

    private final class Look {

        private final ObjectNode credential;
        private final boolean v1;
        private final List<Finding> faults = new ArrayList<>();

        Look(ObjectNode credential) {
            this.credential = credential;
            JsonNode context = credential.path("@context");
            this.v1 = V1.equals(context.path(0).textValue());
        }

        List<Finding> faults() {
            context(credential.path("@context"));
            identifier("/id", credential.get("id"));
            type("", credential);
            JsonNode type = credential.path("type");
            if ((type.isTextual() || !type.isEmpty()) && !names(type, "VerifiableCredential")) {
                fault("/type", "must name VerifiableCredential");
            }
            if (!v1) {
                texts("", credential);
            }
            issuer(credential.get("issuer"));
            subjects(credential.get("credentialSubject"));
            for (String member : TYPED) {
                each("/" + member, credential.get(member), this::typed);
            }
            relatedResources(credential.get("relatedResource"));
            return faults;
        }

        private void context(JsonNode context) {
            if (!context.isArray()) {
                fault("/@context", "must be a list (VC 2.0 §4.3)");
                return;
            }
            if (!v1 && !V2.equals(context.path(0).textValue())) {
                fault("/@context/0", "must be " + V2 + " (VC 2.0 §4.3)");
            }
            for (int i = 1; i < context.size(); i++) {
                JsonNode item = context.get(i);
                if (!item.isObject() && !(item.isTextual() && isUrl(item.textValue()))) {
                    fault("/@context/" + i, "must be a URL or an object (VC 2.0 §4.3)");
                }
            }
        }

        private void issuer(@Nullable JsonNode issuer) {
            if (issuer == null || issuer.isNull()) {
                fault("/issuer", "must be given (VC 2.0 §4.7)");
            } else if (issuer.isObject()) {
                if (!issuer.hasNonNull("id")) {
                    fault("/issuer/id", "must be given (VC 2.0 §4.7)");
                }
                identifier("/issuer/id", issuer.get("id"));
                if (!v1) {
                    texts("/issuer", issuer);
                }
            } else {
                identifier("/issuer", issuer);
            }
        }

        private void subjects(@Nullable JsonNode subject) {
            if (subject == null || subject.isNull()) {
                fault("/credentialSubject", "must be given (VC 2.0 §4.8)");
                return;
            }
            if (subject.isArray() && subject.isEmpty()) {
                fault("/credentialSubject", "must hold at least one subject (VC 2.0 §4.8)");
            }
            each("/credentialSubject", subject, (at, one) -> {
                if (one.isEmpty()) {
                    fault(at, "must say something of its subject (VC 2.0 §4.8)");
                }
                identifier(at + "/id", one.get("id"));
            });
        }

        private void typed(String at, JsonNode value) {
            String member = at.split("/", -1)[1];
            type(at, value);
            if ((v1 ? IDENTIFIED_IN_V1 : IDENTIFIED).contains(member) && !value.hasNonNull("id")) {
                fault(at + "/id", "must be given");
            }
            identifier(at + "/id", value.get("id"));
        }

        private void relatedResources(@Nullable JsonNode resources) {
            if (v1) {
                return;
            }
            Set<String> seen = new HashSet<>();
            each("/relatedResource", resources, (at, resource) -> {
                String id = resource.path("id").textValue();
                if (id == null) {
                    fault(at + "/id", "must be given (VC 2.0 §5.3)");
                    return;
                }
                identifier(at + "/id", resource.get("id"));
                if (!seen.add(id)) {
                    fault(at + "/id", "is the id of an earlier related resource, too (VC 2.0 §5.3)");
                }
                related.fault(id, resource).ifPresent(detail -> fault(at, detail));
            });
        }

        /** A type is a name or a list of names, at least one. */
        private void type(String at, JsonNode object) {
            JsonNode type = object.get("type");
            if (type == null || type.isNull() || (type.isArray() && type.isEmpty())) {
                fault(at + "/type", "must be given (VC 2.0 §4.5)");
                return;
            }
            for (JsonNode name : type.isArray() ? type : List.of(type)) {
                if (!name.isTextual() || name.textValue().isBlank()) {
                    fault(at + "/type", "must be a name or a list of names (VC 2.0 §4.5)");
                    return;
                }
            }
        }

        /** Name and description: text, or text with its language, or a list of those (VC 2.0 §4.6, §11.1). */
        private void texts(String at, JsonNode object) {
            for (String member : List.of("name", "description")) {
                JsonNode value = object.get(member);
                if (value != null && !isText(value, true)) {
                    fault(at + "/" + member, "must be text or text with its language (VC 2.0 §4.6)");
                }
            }
        }

        private boolean isText(JsonNode value, boolean severalAllowed) {
            if (value.isTextual()) {
                return true;
            }
            if (value.isArray() && severalAllowed) {
                for (JsonNode one : value) {
                    if (!one.isObject() || !isText(one, false)) {
                        return false;
                    }
                }
                return !value.isEmpty();
            }
            if (!value.isObject() || !value.path("@value").isTextual()) {
                return false;
            }
            for (var entry : value.properties()) {
                if (!LANGUAGE_VALUE.contains(entry.getKey())
                        || !entry.getValue().isTextual()) {
                    return false;
                }
            }
            return true;
        }

        private void each(String at, @Nullable JsonNode value, MemberVisitor place) {
            if (value == null || value.isNull()) {
                return;
            }
            if (value.isArray()) {
                for (int i = 0; i < value.size(); i++) {
                    one(at + "/" + i, value.get(i), place);
                }
            } else {
                one(at, value, place);
            }
        }

        private void one(String at, JsonNode value, MemberVisitor place) {
            if (value.isObject()) {
                place.look(at, value);
            } else {
                fault(at, "must be an object");
            }
        }

        private void identifier(String at, @Nullable JsonNode id) {
            if (id != null && !id.isNull() && !(id.isTextual() && isUrl(id.textValue()))) {
                fault(at, "must be one URL (VC 2.0 §4.4)");
            }
        }

        private void fault(String pointer, String detail) {
            if (faults.size() < MOST) {
                faults.add(new Finding(pointer, Finding.Kind.DATA_MODEL, detail));
            }
        }
    }

    private interface MemberVisitor {
        void look(String at, JsonNode value);
    }

    private static boolean names(JsonNode type, String name) {
        for (JsonNode one : type.isArray() ? type : List.of(type)) {
            if (name.equals(one.textValue())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isUrl(String text) {
        try {
            return new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            // An IRI beyond what java.net.URI takes: the lint of identifiers looks closer.
            return text.indexOf(':') > 0 && text.chars().noneMatch(c -> c <= ' ' || "<>\"{}|\\^`".indexOf(c) >= 0);
        }
    }
}
