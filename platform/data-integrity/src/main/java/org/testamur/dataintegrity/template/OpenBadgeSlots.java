package org.testamur.dataintegrity.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.testamur.dataintegrity.template.Slot.Kind;

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
        add("/id", Kind.IRI);
        DATES.forEach(name -> add("/" + name, Kind.DATE_TIME));
        String subject = "/credentialSubject";
        add(subject + "/id", Kind.IRI);
        SUBJECT_DATES.forEach(name -> add(subject + "/" + name, Kind.DATE_TIME));
        SUBJECT_TEXTS.forEach(name -> add(subject + "/" + name, Kind.TEXT));
        for (String identifier : items(subject + "/identifier")) {
            IDENTIFIER_TEXTS.forEach(name -> add(identifier + "/" + name, Kind.TEXT));
        }
        for (String result : items(subject + "/result")) {
            add(result + "/id", Kind.IRI);
            add(result + "/achievedLevel", Kind.IRI);
            add(result + "/value", Kind.TEXT);
        }
        for (String evidence : items("/evidence")) {
            add(evidence + "/id", Kind.IRI);
            EVIDENCE_TEXTS.forEach(name -> add(evidence + "/" + name, Kind.TEXT));
        }
        for (String status : items("/credentialStatus")) {
            add(status + "/id", Kind.IRI);
            add(status + "/statusListIndex", Kind.INTEGER_TEXT);
            add(status + "/statusListCredential", Kind.IRI);
        }
        add("/refreshService/id", Kind.IRI);
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

    private void add(String pointer, Kind kind) {
        if (badge.at(pointer).isTextual()) {
            slots.add(new Slot(pointer, kind));
        }
    }
}
