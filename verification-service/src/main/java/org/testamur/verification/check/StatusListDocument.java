package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.dataintegrity.statuslist.StatusListException;

/** Reads a status list credential that the caller presented (Bitstring Status List 1.0, section 2.2). */
record StatusListDocument(CredentialDocument document) {

    static StatusListDocument of(ObjectNode json) {
        return new StatusListDocument(new CredentialDocument(json));
    }

    @Nullable
    String id() {
        return document.id();
    }

    /** Whether it is what its type says, by its own words and under its own names. */
    boolean isStatusList() {
        JsonNode subject = subject();
        return document.namesPlainly()
                && document.types().contains("BitstringStatusListCredential")
                && subject.isObject()
                && texts(subject.path("type")).contains("BitstringStatusList")
                && subject.properties().stream()
                        .noneMatch(member -> member.getKey().indexOf(':') >= 0
                                || member.getKey().startsWith("@"));
    }

    boolean isFor(String purpose) {
        return texts(subject().path("statusPurpose")).contains(purpose);
    }

    /** Throws a {@link StatusListException} when the list cannot be read. */
    BitstringStatusList bits() {
        return BitstringStatusList.decode(subject().path("encodedList").asText());
    }

    /** The one thing that it speaks of, alone or as the only one of an array. */
    private JsonNode subject() {
        JsonNode subject = document.json().path("credentialSubject");
        return subject.isArray() && subject.size() == 1 ? subject.path(0) : subject;
    }

    private static List<String> texts(JsonNode node) {
        return node.isArray()
                ? node.valueStream().map(JsonNode::asText).toList()
                : node.isTextual() ? List.of(node.textValue()) : List.of();
    }
}
