package org.testamur.issuance.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Stores every micro-credential version that the catalogue published. */
@ApplicationScoped
public class Achievements {

    private static final int MOST_AT_HAND = 500;

    private final Sql sql;
    private final JsonMapper mapper = JsonMapper.builder()
            .findAndAddModules()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Versions never change; those that were used last stay at hand. */
    private final Map<VersionId, MicroCredentialVersion> read =
            Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<VersionId, MicroCredentialVersion> eldest) {
                    return size() > MOST_AT_HAND;
                }
            });

    Achievements(Sql sql) {
        this.sql = sql;
    }

    /** Names a version. */
    public record VersionId(UUID microCredential, int number) {}

    public Optional<MicroCredentialVersion> version(UUID microCredential, int number) {
        VersionId key = new VersionId(microCredential, number);
        return Optional.ofNullable(versions(Set.of(key)).get(key));
    }

    /** Those of these versions that are known. */
    public Map<VersionId, MicroCredentialVersion> versions(Set<VersionId> keys) {
        Map<VersionId, MicroCredentialVersion> found = new HashMap<>();
        List<VersionId> wanted = new ArrayList<>();
        for (VersionId key : keys) {
            MicroCredentialVersion version = read.get(key);
            if (version == null) {
                wanted.add(key);
            } else {
                found.put(key, version);
            }
        }
        if (!wanted.isEmpty()) {
            sql.list(
                            """
                            select content from micro_credential_version
                            where (micro_credential_id, number) in (select * from unnest(?::uuid[], ?::int[]))""",
                            row -> read(row.getString(1)),
                            Sql.column(wanted, UUID[]::new, VersionId::microCredential),
                            Sql.column(wanted, Integer[]::new, VersionId::number))
                    .forEach(version -> {
                        VersionId key = new VersionId(version.microCredentialId(), version.number());
                        read.put(key, version);
                        found.put(key, version);
                    });
        }
        return found;
    }

    /** A version never changes: one that is known is written only if it was kept in another form; false when it was not. */
    boolean add(MicroCredentialVersion version) {
        return sql.update(
                        """
                        insert into micro_credential_version (micro_credential_id, number, institution_id, content)
                        values (?, ?, ?, ?::jsonb)
                        on conflict (micro_credential_id, number) do update
                            set institution_id = excluded.institution_id, content = excluded.content
                            where (micro_credential_version.institution_id, micro_credential_version.content)
                                is distinct from (excluded.institution_id, excluded.content)""",
                        version.microCredentialId(),
                        version.number(),
                        version.institutionId().toString(),
                        write(version))
                == 1;
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
