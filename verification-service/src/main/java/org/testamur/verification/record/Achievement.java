package org.testamur.verification.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a credential's achievement from its document by streaming, without a tree of the whole document. */
record Achievement(String id, String name) {

    private static final JsonMapper MAPPER = new JsonMapper();

    static Achievement of(String document) {
        String id = null;
        String name = null;
        try (JsonParser parser = MAPPER.createParser(document)) {
            parser.nextToken();
            if (enter(parser, "credentialSubject") && enter(parser, "achievement")) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String member = parser.currentName();
                    JsonToken value = parser.nextToken();
                    if (value == JsonToken.VALUE_STRING && member.equals("id")) {
                        id = parser.getText();
                    } else if (value == JsonToken.VALUE_STRING && member.equals("name")) {
                        name = parser.getText();
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            while (parser.nextToken() != null) {
                // To its end: what is not JSON throughout is not taken.
                continue;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the credential is not JSON", e);
        }
        return of(id, name);
    }

    private static Achievement of(@Nullable String id, @Nullable String name) {
        if (id == null || name == null) {
            throw new IllegalArgumentException("the credential names no achievement");
        }
        return new Achievement(id, name);
    }

    /** Goes to the beginning of the object that is the member's value; false when there is none. */
    private static boolean enter(JsonParser parser, String member) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = parser.currentName().equals(member);
            parser.nextToken();
            if (wanted) {
                return parser.currentToken() == JsonToken.START_OBJECT;
            }
            parser.skipChildren();
        }
        return false;
    }
}
