package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.dataintegrity.statuslist.StatusListException;

/** Holds a parsed member of {@code credentialStatus}. */
sealed interface StatusEntry {

    /** The purposes that decide validity or are reported to the caller. */
    Set<String> PURPOSES = Set.of("revocation", "suspension", "refresh", "message");

    /**
     * An entry of a bitstring status list (Bitstring Status List 1.0, section 2.1).
     *
     * @param size the bits of its status
     * @param messages what a status means, by its value
     */
    record Listed(String purpose, String list, long index, int size, Map<Integer, String> messages)
            implements StatusEntry {

        public Listed {
            messages = Map.copyOf(messages);
        }

        /** Whether the credential cannot be said to hold without it. */
        boolean decides() {
            return !purpose.equals("refresh") && !purpose.equals("message");
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
        List<String> types = texts(entry.path("type"));
        if (types.isEmpty()) {
            return new Malformed("an entry names no type");
        }
        if (!types.contains("BitstringStatusListEntry")) {
            return new OfOtherKind(String.join(", ", types));
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
        JsonNode statusSize = entry.path("statusSize");
        if (!statusSize.isMissingNode() && !(statusSize.isInt() && statusSize.intValue() > 0)) {
            return new Malformed("a statusSize is no number of bits");
        }
        int size = statusSize.asInt(1);
        Map<Integer, String> messages = new HashMap<>();
        JsonNode statusMessage = entry.path("statusMessage");
        for (JsonNode message : statusMessage.isObject() ? List.of(statusMessage) : statusMessage) {
            Integer status = hexadecimal(message.path("status"));
            String text = text(message.path("message"));
            if (status == null || text == null || messages.put(status, text) != null) {
                return new Malformed("a statusMessage has no status such as 0x1 of its own, or no message");
            }
        }
        boolean forAll = size < 31 && messages.size() == 1 << size;
        if (!forAll && !statusMessage.isEmpty()) {
            return new Malformed("statusMessage has not one message for each status of " + size + " bits");
        }
        try {
            return new Listed(purpose, list, BitstringStatusList.parseIndex(index), size, messages);
        } catch (StatusListException e) {
            return new Malformed(String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable Integer hexadecimal(JsonNode status) {
        String digits = status.asText().startsWith("0x") ? status.asText().substring(2) : "";
        try {
            return digits.length() < 8 && status.isTextual() && !digits.startsWith("+")
                    ? (Integer) Integer.parseInt(digits, 16)
                    : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }

    private static List<String> texts(JsonNode node) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : node.isArray() ? node : List.of(node)) {
            String text = text(item);
            if (text == null) {
                return List.of();
            }
            texts.add(text);
        }
        return texts;
    }
}
