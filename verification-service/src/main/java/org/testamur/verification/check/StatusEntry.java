package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.BitstringStatusList;
import org.testamur.dataintegrity.StatusListException;

/** A member of {@code credentialStatus}, read. */
sealed interface StatusEntry {

    /** Purposes that decide whether a credential holds, or that whoever asks should know of. */
    Set<String> PURPOSES = Set.of("revocation", "suspension", "refresh");

    /** An entry of a bitstring status list (Bitstring Status List 1.0, section 2.1). */
    record Listed(String purpose, String list, long index, int size) implements StatusEntry {

        /** Whether the credential cannot be said to hold without it. */
        boolean decides() {
            return !purpose.equals("refresh");
        }

        String name() {
            return purpose + " list " + list;
        }
    }

    /** An entry of such a list that does not say what it must. */
    record Malformed(String detail) implements StatusEntry {}

    /** A status of another kind. */
    record OfOtherKind(String type) implements StatusEntry {}

    static StatusEntry of(JsonNode entry) {
        if (!entry.isObject()) {
            return new Malformed("an entry is no object");
        }
        JsonNode type = entry.path("type");
        String kind = text(type.isArray() && type.size() == 1 ? type.path(0) : type);
        if (kind == null) {
            return new Malformed("an entry names no type");
        }
        if (!kind.equals("BitstringStatusListEntry")) {
            return new OfOtherKind(kind);
        }
        for (var member : entry.properties()) {
            if (member.getKey().indexOf(':') >= 0 || member.getKey().startsWith("@")) {
                return new Malformed("an entry does not call its members by their names");
            }
        }
        String purpose = text(entry.path("statusPurpose"));
        String list = text(entry.path("statusListCredential"));
        String index = text(entry.path("statusListIndex"));
        if (purpose == null || list == null || index == null) {
            return new Malformed("an entry lacks statusPurpose, statusListIndex or statusListCredential");
        }
        JsonNode size = entry.path("statusSize");
        if (!size.isMissingNode() && !(size.isInt() && size.intValue() > 0)) {
            return new Malformed("a statusSize is no number of bits");
        }
        try {
            return new Listed(purpose, list, BitstringStatusList.parseIndex(index), size.asInt(1));
        } catch (StatusListException e) {
            return new Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }
}
