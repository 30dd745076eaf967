package org.testamur.catalog.microcredential;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Keeps a definition as JSON; fields that were dropped since are ignored. */
@Converter
class DefinitionJson implements AttributeConverter<Definition, String> {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Override
    public @Nullable String convertToDatabaseColumn(@Nullable Definition definition) {
        try {
            return definition == null ? null : MAPPER.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unwritable definition", e);
        }
    }

    @Override
    public @Nullable Definition convertToEntityAttribute(@Nullable String json) {
        try {
            return json == null ? null : MAPPER.readValue(json, Definition.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable definition", e);
        }
    }
}
