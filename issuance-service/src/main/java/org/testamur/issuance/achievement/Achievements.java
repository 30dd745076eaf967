package org.testamur.issuance.achievement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.store.Sql;

/** Every published version that the catalogue has told of. */
@ApplicationScoped
public class Achievements {

    private final Sql sql;
    private final JsonMapper mapper = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    Achievements(Sql sql) {
        this.sql = sql;
    }

    public Optional<MicroCredentialVersion> version(UUID microCredential, int number) {
        return sql.first(
                "select content from micro_credential_version where micro_credential_id = ? and number = ?",
                row -> read(row.getString(1)),
                microCredential,
                number);
    }

    /** A version never changes, so one that is known is left as it is. */
    boolean add(MicroCredentialVersion version) {
        return sql.update(
                        """
                        insert into micro_credential_version (micro_credential_id, number, institution_id, content)
                        values (?, ?, ?, ?::jsonb) on conflict do nothing""",
                        version.microCredentialId(),
                        version.number(),
                        version.institutionId().toString(),
                        write(version))
                == 1;
    }

    void clear() {
        sql.update("delete from micro_credential_version");
    }

    private MicroCredentialVersion read(String json) {
        try {
            return mapper.readValue(json, MicroCredentialVersion.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unreadable version", e);
        }
    }

    private String write(MicroCredentialVersion version) {
        try {
            return mapper.writeValueAsString(version);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("unwritable version", e);
        }
    }
}
