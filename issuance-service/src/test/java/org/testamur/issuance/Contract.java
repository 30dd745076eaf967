package org.testamur.issuance;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The published language, as far as this service speaks it. */
public final class Contract {

    private Contract() {}

    /** Where an event's data break the schema of its topic. */
    public static List<String> faults(String topic, JsonNode data) {
        try (InputStream schema = Contract.class.getResourceAsStream("/contracts/schemas/" + topic + ".v1.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(schema, "no schema for " + topic))
                    .validate(data)
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
