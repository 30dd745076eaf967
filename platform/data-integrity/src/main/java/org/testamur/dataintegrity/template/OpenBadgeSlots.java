package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.testamur.dataintegrity.template.Slot.ValueKind;

/**
 * Lists the parts of an Open Badges 3.0 credential that differ from learner to learner. The rest is the same for all
 * who earned the achievement.
 */
public final class OpenBadgeSlots {
    private static final List<String> DATES =
            List.of("validFrom", "validUntil", "awardedDate", "issuanceDate", "expirationDate");
    private static final List<String> SUBJECT_DATES = List.of("activityStartDate", "activityEndDate");
    private static final List<String> SUBJECT_TEXTS = List.of("licenseNumber", "narrative", "role", "term");
    private static final List<String> IDENTIFIER_TEXTS = List.of("identityHash", "salt");
    private static final List<String> EVIDENCE_TEXTS = List.of("name", "description", "narrative", "genre", "audience");

    private final ObjectNode badge;
    private final List<Slot> slots = new ArrayList<>();

    private OpenBadgeSlots(ObjectNode badge) {
        this.badge = badge;
    }

    /** The slots that this credential has, in the order of the specification, not of the document. */
    public static List<Slot> of(ObjectNode badge) {
        return new OpenBadgeSlots(badge).collect();
    }

    private List<Slot> collect() {
        add("/id", ValueKind.IRI);
        DATES.forEach(name -> add("/" + name, ValueKind.DATE_TIME));
        String subject = "/credentialSubject";
        add(subject + "/id", ValueKind.IRI);
        SUBJECT_DATES.forEach(name -> add(subject + "/" + name, ValueKind.DATE_TIME));
        SUBJECT_TEXTS.forEach(name -> add(subject + "/" + name, ValueKind.TEXT));
        for (String identifier : items(subject + "/identifier")) {
            IDENTIFIER_TEXTS.forEach(name -> add(identifier + "/" + name, ValueKind.TEXT));
        }
        for (String result : items(subject + "/result")) {
            add(result + "/id", ValueKind.IRI);
            add(result + "/achievedLevel", ValueKind.IRI);
            add(result + "/value", ValueKind.TEXT);
        }
        for (String evidence : items("/evidence")) {
            add(evidence + "/id", ValueKind.IRI);
            EVIDENCE_TEXTS.forEach(name -> add(evidence + "/" + name, ValueKind.TEXT));
        }
        for (String status : items("/credentialStatus")) {
            add(status + "/id", ValueKind.IRI);
            add(status + "/statusListIndex", ValueKind.INTEGER_TEXT);
            add(status + "/statusListCredential", ValueKind.IRI);
        }
        add("/refreshService/id", ValueKind.IRI);
        return slots;
    }

    private List<String> items(String pointer) {
        JsonNode node = badge.at(pointer);
        if (!node.isArray()) {
            return List.of(pointer);
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            items.add(pointer + "/" + i);
        }
        return items;
    }

    private void add(String pointer, ValueKind kind) {
        if (badge.at(pointer).isTextual()) {
            slots.add(new Slot(pointer, kind));
        }
    }
}
