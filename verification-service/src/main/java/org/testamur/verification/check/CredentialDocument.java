package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;

/** Reads what checks and pages need out of a credential; whatever is missing or malformed reads as absent. */
record CredentialDocument(ObjectNode json) {

    static final String STATUS = "credentialStatus";

    private static final String CONTEXT_V2 = "https://www.w3.org/ns/credentials/v2";
    private static final String CONTEXT_V1 = "https://www.w3.org/2018/credentials/v1";
    private static final String TERMS = "https://www.w3.org/2018/credentials#";

    /** Which edition of the data model the document follows. */
    enum Edition {
        V2,
        V1,
        UNKNOWN
    }

    Edition edition() {
        JsonNode context = json.path("@context");
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

    /** A date that is there. */
    sealed interface When {
        record Absent() implements When {}

        record At(Instant instant) implements When {}

        record Unreadable(String member) implements When {}
    }

    When validFrom() {
        return when(dateMembers().getFirst());
    }

    When validUntil() {
        return when(dateMembers().getLast());
    }

    /** From when and until when it is valid. */
    List<String> dateMembers() {
        return edition() == Edition.V1 ? List.of("issuanceDate", "expirationDate") : List.of("validFrom", "validUntil");
    }

    /**
     * Whether its members can only mean what they are called. Otherwise an IRI, or a name that its own context defines,
     * may stand for a member: to a signature that is the same document, and whoever looks for the member finds none.
     */
    boolean namesPlainly() {
        JsonNode context = json.path("@context");
        for (JsonNode item : context.isArray() ? context : List.of(context)) {
            if (!item.isTextual()) {
                return false;
            }
        }
        return json.properties().stream().noneMatch(entry -> isNoPlainName(entry.getKey()));
    }

    private static boolean isNoPlainName(String member) {
        return member.indexOf(':') >= 0 || (member.startsWith("@") && !member.equals("@context"));
    }

    /**
     * The members of its canonical form that do not stand in it under their names. Whose they are is not asked, for an
     * id can be written in several ways too; what is embedded in a graph of its own is not its.
     */
    List<String> renamed(String canonical) {
        List<String> members = unnamed();
        members.removeIf(member -> canonical.lines().noneMatch(line -> says(line, " <" + TERMS + member + "> ")));
        return members;
    }

    private static boolean says(String line, String predicate) {
        int at = line.indexOf(predicate);
        return at >= 0 && line.substring(at + predicate.length()).split(" ", -1).length == 2;
    }

    /** The members that decide whether it holds and that do not stand in it under their names. */
    List<String> unnamed() {
        List<String> members = new ArrayList<>(dateMembers());
        members.add(STATUS);
        members.removeIf(this::has);
        return members;
    }

    private boolean has(String member) {
        JsonNode value = json.get(member);
        return value != null && !value.isNull() && !(value.isArray() && value.isEmpty());
    }

    /** What each of its proofs signs; a proof may come with a context of its own. */
    List<ObjectNode> asSigned() {
        List<ObjectNode> signed = new ArrayList<>();
        for (JsonNode proof : proofs()) {
            ObjectNode copy = json.deepCopy();
            copy.remove("proof");
            if (proof.has("@context")) {
                copy.set("@context", proof.get("@context"));
            }
            signed.add(copy);
        }
        return signed;
    }

    /** Whether it is valid at the time, by the dates that it says. */
    Check dates(Instant at) {
        When from = validFrom();
        When until = validUntil();
        if (from instanceof When.Unreadable(String member)) {
            return Check.failed(Check.Name.DATES, "date-unreadable", member + " is no date with a time.");
        }
        if (until instanceof When.Unreadable(String member)) {
            return Check.failed(Check.Name.DATES, "date-unreadable", member + " is no date with a time.");
        }
        return VerdictPolicy.dates(
                from instanceof When.At(Instant first) ? first : null,
                until instanceof When.At(Instant last) ? last : null,
                at);
    }

    private When when(String member) {
        JsonNode value = json.get(member);
        if (value == null || value.isNull()) {
            return new When.Absent();
        }
        return DateTimeStamp.parse(value.asText())
                .<When>map(stamp -> new When.At(stamp.toInstant()))
                .orElseGet(() -> new When.Unreadable(member));
    }

    boolean namesStatus() {
        return has(STATUS);
    }

    /** Where its status can be looked up, one entry for each purpose. */
    List<StatusEntry> statusEntries() {
        JsonNode status = json.path(STATUS);
        List<StatusEntry> entries = new ArrayList<>();
        for (JsonNode entry : status.isArray() ? status : has(STATUS) ? List.of(status) : List.<JsonNode>of()) {
            entries.add(StatusEntry.of(entry));
        }
        return entries;
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
            @Nullable String imageCaption,
            @Nullable String language,
            List<String> outcomes,
            List<VerificationView.AlignmentView> alignments) {}

    /**
     * A narrative in Markdown (OB 3.0, Criteria): what had to be shown and, as the list at its end, what a holder can do.
     */
    record Criteria(@Nullable String text, List<String> outcomes) {

        private static final String BULLET = "- ";

        static Criteria of(@Nullable String narrative) {
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

    /** What every credential has by the data model, whatever its type; the faults of this one. */
    List<String> structuralFaults() {
        List<String> faults = new ArrayList<>();
        if (edition() == Edition.UNKNOWN) {
            faults.add("The first @context is of no edition of the data model that is known here.");
        }
        if (!types().contains("VerifiableCredential")) {
            faults.add("The type does not name VerifiableCredential.");
        }
        String issuer = issuerId();
        if (issuer == null || issuer.indexOf(':') < 0) {
            faults.add("The issuer is no absolute URL.");
        }
        if (json.has("id") && (id() == null || json.path("id").asText().indexOf(':') < 0)) {
            faults.add("The id is no absolute URL.");
        }
        JsonNode subject = json.path("credentialSubject");
        if (!(subject.isObject() || subject.isArray()) || subject.isEmpty()) {
            faults.add("There is no credentialSubject.");
        }
        if (edition() == Edition.V1 && validFrom() instanceof When.Absent) {
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
