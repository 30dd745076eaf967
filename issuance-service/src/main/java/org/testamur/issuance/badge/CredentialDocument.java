package org.testamur.issuance.badge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.issuer.WriteIssuerProfile;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.MicroCredentialVersion;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusListReference;

/**
 * Builds the Open Badges 3.0 document of a credential before it is signed. Every node has an id where 1EdTech's schema
 * allows one, because a document with few unnamed nodes is cheap to canonicalise.
 */
public final class CredentialDocument {

    /** With seconds, which xsd:dateTime wants and {@code OffsetDateTime.toString} leaves out. */
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private final CredentialOrder order;
    private final UUID id;
    private final String url;
    private final Validity validity;
    private final StatusEntry status;
    private final AwardIdentity identity;

    private CredentialDocument(
            CredentialOrder order, UUID id, String url, Validity validity, StatusEntry status, AwardIdentity identity) {
        this.order = order;
        this.id = id;
        this.url = url;
        this.validity = validity;
        this.status = status;
        this.identity = identity;
    }

    public static ObjectNode of(
            CredentialOrder order, UUID id, String url, Validity validity, StatusEntry status, AwardIdentity identity) {
        return new CredentialDocument(order, id, url, validity, status, identity).document();
    }

    public static ObjectNode of(CredentialValues values) {
        return of(values.order(), values.id(), values.url(), values.validity(), values.status(), values.identity());
    }

    private ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.putArray("@context")
                .add("https://www.w3.org/ns/credentials/v2")
                .add("https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");
        document.put("id", url);
        document.putArray("type").add("VerifiableCredential").add("OpenBadgeCredential");
        document.put("name", order.achievement().title());
        document.set("issuer", WriteIssuerProfile.node(order.issuer()));
        document.put("validFrom", text(validity.from()));
        if (validity.until() != null) {
            document.put("validUntil", text(validity.until()));
        }
        document.put("awardedDate", text(validity.from()));
        document.set("credentialSubject", subject());
        evidence(document);
        document.set("credentialStatus", credentialStatus());
        return document;
    }

    /** An array as soon as several lists are to be named. */
    private JsonNode credentialStatus() {
        List<ObjectNode> entries =
                status.named().stream().map(this::credentialStatus).toList();
        return entries.size() == 1
                ? entries.getFirst()
                : JsonNodeFactory.instance.arrayNode().addAll(entries);
    }

    private ObjectNode credentialStatus(StatusListReference list) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", list.url() + "#" + status.index())
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", list.purpose().shown())
                .put("statusListIndex", Integer.toString(status.index()))
                .put("statusListCredential", list.url());
    }

    private ObjectNode subject() {
        Learner learner = order.learner();
        ObjectNode subject = JsonNodeFactory.instance.objectNode();
        subject.put("id", subject(learner, id, identity));
        subject.putArray("type").add("AchievementSubject");
        ArrayNode identifiers = JsonNodeFactory.instance.arrayNode();
        if (order.shown().identifier()) {
            String salt = identity.salt(id);
            identifiers
                    .addObject()
                    .put("type", "IdentityObject")
                    .put("identityType", "emailAddress")
                    .put("hashed", true)
                    .put("identityHash", hashed(Objects.requireNonNull(learner.email()), salt))
                    .put("salt", salt);
        }
        order.shown()
                .name()
                .ifPresent(name -> identifiers
                        .addObject()
                        .put("type", "IdentityObject")
                        .put("identityType", "name")
                        .put("hashed", false)
                        .put("identityHash", name));
        if (!identifiers.isEmpty()) {
            subject.set("identifier", identifiers);
        }
        subject.put("activityEndDate", activityEnd(order));
        MicroCredentialVersion.Workload workload = order.achievement().workload();
        if (workload != null && workload.ects() != null) {
            subject.put("creditsEarned", workload.ects());
        }
        subject.set("achievement", achievement());
        if (order.content().score() != null) {
            ObjectNode result = subject.putArray("result").addObject();
            result.put("id", url + "#result");
            result.putArray("type").add("Result");
            result.put("resultDescription", resultDescriptionId());
            result.put("value", order.content().score());
        }
        return subject;
    }

    private ObjectNode achievement() {
        MicroCredentialVersion version = order.achievement();
        String achievementId = version.achievementId();
        ObjectNode achievement = JsonNodeFactory.instance.objectNode();
        achievement.put("id", achievementId);
        achievement.putArray("type").add("Achievement");
        achievement.put("name", version.title());
        achievement.put("description", version.description());
        achievement.put("achievementType", version.awardType());
        achievement.put("version", Integer.toString(version.number()));
        if (version.language() != null) {
            achievement.put("inLanguage", version.language());
        }
        achievement.putObject("criteria").put("id", achievementId + "#criteria").put("narrative", narrative(version));
        MicroCredentialVersion.Workload workload = version.workload();
        if (workload != null && workload.ects() != null) {
            achievement.put("creditsAvailable", workload.ects());
        }
        image(achievement, version.image());
        alignment(achievement, version);
        BigDecimal maximum = version.maximumScore();
        if (maximum != null) {
            ObjectNode description = achievement.putArray("resultDescription").addObject();
            description.put("id", resultDescriptionId());
            description.putArray("type").add("ResultDescription");
            description.put("name", "Score");
            description.put("resultType", "RawScore");
            description.put("valueMin", "0");
            description.put("valueMax", Content.number(maximum));
            if (version.passMark() != null) {
                description.put("requiredValue", Content.number(version.passMark()));
            }
        }
        return achievement;
    }

    private String resultDescriptionId() {
        return order.achievement().achievementId() + "#result";
    }

    /** The criteria and, as a list, what a holder can do. */
    private static String narrative(MicroCredentialVersion version) {
        StringBuilder narrative = new StringBuilder(version.criteria());
        List<MicroCredentialVersion.LearningOutcome> outcomes =
                Objects.requireNonNullElse(version.outcomes(), List.of());
        if (!outcomes.isEmpty()) {
            narrative.append('\n');
            outcomes.forEach(outcome -> narrative.append("\n- ").append(outcome.text()));
        }
        return narrative.toString();
    }

    private static void image(ObjectNode achievement, MicroCredentialVersion.@Nullable Image image) {
        if (image != null) {
            ObjectNode node =
                    achievement.putObject("image").put("id", image.url()).put("type", "Image");
            if (image.alternativeText() != null) {
                node.put("caption", image.alternativeText());
            }
        }
    }

    private static void alignment(ObjectNode achievement, MicroCredentialVersion version) {
        ArrayNode alignments = JsonNodeFactory.instance.arrayNode();
        for (MicroCredentialVersion.LearningOutcome outcome :
                Objects.requireNonNullElse(version.outcomes(), List.<MicroCredentialVersion.LearningOutcome>of())) {
            if (outcome.targetUrl() != null) {
                ObjectNode alignment = alignments.addObject();
                alignment.put("id", version.achievementId() + "#alignment-" + alignments.size());
                alignment.putArray("type").add("Alignment");
                alignment.put("targetName", Objects.requireNonNullElse(outcome.targetName(), outcome.text()));
                alignment.put("targetUrl", outcome.targetUrl());
                if (outcome.targetFramework() != null) {
                    alignment.put("targetFramework", outcome.targetFramework());
                }
            }
        }
        MicroCredentialVersion.Level level = version.level();
        if (level != null && level.framework().equals("EQF") && level.value().matches("[1-8]")) {
            ObjectNode alignment = alignments.addObject();
            alignment.put("id", version.achievementId() + "#alignment-" + alignments.size());
            alignment.putArray("type").add("Alignment");
            alignment.put("targetName", "EQF level " + level.value());
            alignment.put("targetUrl", "http://data.europa.eu/snb/eqf/" + level.value());
            alignment.put("targetFramework", "European Qualifications Framework");
        }
        if (!alignments.isEmpty()) {
            achievement.set("alignment", alignments);
        }
    }

    private void evidence(ObjectNode document) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Content.Evidence item : order.content().shown()) {
            ObjectNode evidence = all.addObject();
            evidence.put("id", item.url());
            evidence.putArray("type").add("Evidence");
            if (item.name() != null) {
                evidence.put("name", item.name());
            }
            if (item.description() != null) {
                evidence.put("description", item.description());
            }
        }
        if (!all.isEmpty()) {
            document.set("evidence", all);
        }
    }

    /** Returns a pseudonym for this credential alone, or the learner's DID if there is one. */
    static String subject(Learner learner, UUID id, AwardIdentity identity) {
        return learner.did() != null ? learner.did() : "urn:uuid:" + identity.subject(id);
    }

    static String activityEnd(CredentialOrder order) {
        return text(order.content()
                .assessedOn()
                .atStartOfDay(order.issuer().timeZone())
                .toOffsetDateTime());
    }

    static String hashed(String email, String salt) {
        return "sha256$" + sha256(email + salt);
    }

    static String text(OffsetDateTime instant) {
        return DATE_TIME.format(instant);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
