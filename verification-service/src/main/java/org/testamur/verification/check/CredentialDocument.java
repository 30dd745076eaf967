package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.dataintegrity.proof.ProofVerifier;

/** Reads what checks and pages need from a credential. Missing and malformed members read as absent. */
record CredentialDocument(ObjectNode json) {

    static final String STATUS = "credentialStatus";

    private static final String CONTEXT_V2 = "https://www.w3.org/ns/credentials/v2";
    private static final String CONTEXT_V1 = "https://www.w3.org/2018/credentials/v1";
    private static final String CONTEXT = "@context";

    /** Which edition of the data model the document follows. */
    enum Edition {
        V2,
        V1,
        UNKNOWN
    }

    Edition edition() {
        JsonNode context = json.path(CONTEXT);
        String first = (context.isArray() ? context.path(0) : context).asText();
        return switch (first) {
            case CONTEXT_V2 -> Edition.V2;
            case CONTEXT_V1 -> Edition.V1;
            default -> Edition.UNKNOWN;
        };
    }

    @Nullable
    String id() {
        return text(json.path("id"));
    }

    List<String> types() {
        return texts(json.path("type"));
    }

    @Nullable
    String issuerId() {
        JsonNode issuer = json.path("issuer");
        return text(issuer.isObject() ? issuer.path("id") : issuer);
    }

    @Nullable
    String issuerName() {
        return text(json.at("/issuer/name"));
    }

    /** A date, as it was found. */
    sealed interface When {
        record NoDate() implements When {}

        record At(DateTimeStamp stamp) implements When {}

        record Unreadable(String member) implements When {}
    }

    /**
     * Returns whether member names have their usual meaning. Otherwise an IRI, or a name that the document's context
     * defines, may replace a member. The signature then covers the same statements, but a reader does not find the
     * member.
     */
    boolean namesPlainly() {
        JsonNode context = json.path(CONTEXT);
        for (JsonNode item : context.isArray() ? context : List.of(context)) {
            if (!item.isTextual()) {
                return false;
            }
        }
        return json.properties().stream().noneMatch(entry -> isNoPlainName(entry.getKey()));
    }

    private static boolean isNoPlainName(String member) {
        return member.indexOf(':') >= 0 || (member.startsWith("@") && !member.equals(CONTEXT));
    }

    /** What its proofs sign, once for each context that one of them comes with; the whole without a proof if there is none. */
    List<ObjectNode> asSigned() {
        Set<JsonNode> contexts = new LinkedHashSet<>();
        for (JsonNode proof : proofs()) {
            contexts.add(proof.has(CONTEXT) ? proof.get(CONTEXT) : json.path(CONTEXT));
        }
        // With more of them no proof holds.
        if (contexts.isEmpty() || contexts.size() > ProofVerifier.MOST_CONTEXTS) {
            contexts = Set.of(json.path(CONTEXT));
        }
        List<ObjectNode> signed = new ArrayList<>();
        for (JsonNode context : contexts) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            copy.setAll(json);
            copy.remove(List.of("proof", CONTEXT));
            if (!context.isMissingNode()) {
                copy.set(CONTEXT, context);
            }
            signed.add(copy);
        }
        return signed;
    }

    /** The contexts that a proof does not cover, for it comes with only the first of them (Data Integrity 1.0, section 4.3). */
    List<String> contextsBeyondProofs() {
        Set<String> beyond = new LinkedHashSet<>();
        List<JsonNode> all = items(json.path(CONTEXT));
        for (JsonNode proof : proofs()) {
            if (proof.has(CONTEXT)) {
                int covered = Math.min(all.size(), items(proof.get(CONTEXT)).size());
                all.subList(covered, all.size())
                        .forEach(context -> beyond.add(context.isTextual() ? context.textValue() : "one of its own"));
            }
        }
        return List.copyOf(beyond);
    }

    private static List<JsonNode> items(JsonNode node) {
        return node.isArray() ? node.valueStream().toList() : node.isMissingNode() ? List.of() : List.of(node);
    }

    /**
     * Whether all that it states of itself stands at its top level, under the names of the data model: then it can be read
     * there, and need not be read in RDF. It says so of fewer documents than it could.
     */
    boolean isPlain() {
        String id = id();
        return (id == null ? !json.has("id") : isUsualId(id))
                && json.properties().stream().allMatch(member -> isPlain(member.getKey(), member.getValue(), id));
    }

    private static boolean isPlain(String member, JsonNode value, @Nullable String id) {
        if (member.equals(CONTEXT)) {
            return items(value).stream().allMatch(JsonNode::isTextual);
        }
        return !isNoPlainName(member) && isPlain(value, id);
    }

    private static boolean isPlain(JsonNode value, @Nullable String id) {
        JsonNode own = value.get("id");
        if (own != null && (!own.isTextual() || own.textValue().equals(id) || !isUsualId(own.textValue()))) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (!isPlain(member.getKey(), member.getValue(), id)) {
                return false;
            }
        }
        for (JsonNode item : value.isArray() ? value : List.<JsonNode>of()) {
            if (!isPlain(item, id)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an id is written as the IRI that it is: no bundled context abbreviates by these names. */
    private static boolean isUsualId(String id) {
        return id.startsWith("https:")
                || id.startsWith("http:")
                || id.startsWith("urn:")
                || id.startsWith("did:")
                || id.startsWith("data:")
                || id.startsWith("mailto:");
    }

    List<JsonNode> proofs() {
        JsonNode proof = json.path("proof");
        List<JsonNode> proofs = new ArrayList<>();
        if (proof.isArray()) {
            proof.forEach(proofs::add);
        } else if (proof.isObject()) {
            proofs.add(proof);
        }
        return proofs;
    }

    AchievementText achievement() {
        JsonNode achievement = json.at("/credentialSubject/achievement");
        JsonNode image = achievement.path("image");
        Criteria criteria = Criteria.of(text(achievement.at("/criteria/narrative")));
        List<VerificationView.AlignmentView> alignments = new ArrayList<>();
        for (JsonNode alignment : listed(achievement.path("alignment"))) {
            String name = text(alignment.path("targetName"));
            if (name != null) {
                alignments.add(new VerificationView.AlignmentView(
                        name, text(alignment.path("targetUrl")), text(alignment.path("targetFramework"))));
            }
        }
        return new AchievementText(
                text(achievement.path("id")),
                text(achievement.path("name")),
                text(achievement.path("description")),
                Optional.ofNullable(criteria.text()).orElse(text(achievement.at("/criteria/id"))),
                text(image.isObject() ? image.path("id") : image),
                text(image.path("caption")),
                text(achievement.path("inLanguage")),
                criteria.outcomes(),
                List.copyOf(alignments));
    }

    /** What the credential says was achieved. */
    record AchievementText(
            @Nullable String id,
            @Nullable String name,
            @Nullable String description,
            @Nullable String criteria,
            @Nullable String image,
            @Nullable String imageAlternativeText,
            @Nullable String language,
            List<String> outcomes,
            List<VerificationView.AlignmentView> alignments) {}

    /**
     * A narrative in Markdown (OB 3.0, Criteria): what had to be shown and, as the list at its end, what a holder can do.
     */
    record Criteria(@Nullable String text, List<String> outcomes) {

        private static final String BULLET = "- ";

        public static Criteria of(@Nullable String narrative) {
            if (narrative == null) {
                return new Criteria(null, List.of());
            }
            List<String> lines = narrative.lines().toList();
            int first = lines.size();
            while (first > 0 && lines.get(first - 1).startsWith(BULLET)) {
                first--;
            }
            String text = String.join("\n", lines.subList(0, first)).strip();
            return new Criteria(
                    text.isEmpty() ? null : text,
                    lines.subList(first, lines.size()).stream()
                            .map(line -> line.substring(BULLET.length()))
                            .toList());
        }
    }

    /** The schemas that it names besides those that are known here anyway. */
    List<String> schemaIds() {
        List<String> ids = new ArrayList<>();
        for (JsonNode schema : listed(json.path("credentialSchema"))) {
            Optional.ofNullable(text(schema.path("id"))).ifPresent(ids::add);
        }
        return ids;
    }

    /** What depends on the edition of the data model: that it is known, and what 1.1 asks for besides. */
    List<String> structuralFaults() {
        List<String> faults = new ArrayList<>();
        if (edition() == Edition.UNKNOWN) {
            faults.add("The first @context is of no edition of the data model that is known here.");
        }
        if (edition() == Edition.V1 && items(json.path("issuanceDate")).isEmpty()) {
            faults.add("There is no issuanceDate.");
        }
        return faults;
    }

    private static Iterable<JsonNode> listed(JsonNode node) {
        return node.isArray() ? node : node.isObject() ? List.of(node) : List.of();
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node.isTextual()) {
            texts.add(node.textValue());
        }
        node.forEach(item -> {
            if (item.isTextual()) {
                texts.add(item.textValue());
            }
        });
        return texts;
    }
}
