package org.testamur.platform.consumer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Looks into the value of a parked record. */
final class ParkedText {

    private static final JsonMapper MAPPER = new JsonMapper();

    private ParkedText() {}

    /**
     * Whether a member of this name, at any depth, is the id or a list that holds it; in whatever case, spacing and escapes.
     * What cannot be read to its end holds the id if it stands anywhere in it.
     */
    static boolean holds(byte[] json, String field, UUID id) {
        String wanted = id.toString();
        try (JsonParser parser = MAPPER.createParser(json)) {
            String list = null;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_ARRAY ->
                        list = parser.getParsingContext().getParent().getCurrentName();
                    case END_ARRAY, START_OBJECT -> list = null;
                    case VALUE_STRING -> {
                        String member = parser.currentName() == null ? list : parser.currentName();
                        if (isCalled(field, member) && parser.getText().strip().equalsIgnoreCase(wanted)) {
                            return true;
                        }
                    }
                    default -> {}
                }
            }
            return false;
        } catch (IOException e) {
            return new String(json, StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT)
                    .contains(wanted);
        }
    }

    /** A list is called by the plural. */
    private static boolean isCalled(String field, @org.jspecify.annotations.Nullable String member) {
        return member != null && (member.equals(field) || member.equals(field + "s"));
    }
}
