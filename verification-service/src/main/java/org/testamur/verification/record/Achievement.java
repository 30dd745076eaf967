package org.testamur.verification.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What a credential is awarded for, as its document names it. */
record Achievement(String id, String name) {

    private static final JsonMapper MAPPER = new JsonMapper();

    static Achievement of(String document) {
        JsonNode achievement;
        try {
            achievement = MAPPER.readTree(document).at("/credentialSubject/achievement");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the credential is not JSON", e);
        }
        String id = achievement.path("id").textValue();
        String name = achievement.path("name").textValue();
        if (id == null || name == null) {
            throw new IllegalArgumentException("the credential names no achievement");
        }
        return new Achievement(id, name);
    }
}
