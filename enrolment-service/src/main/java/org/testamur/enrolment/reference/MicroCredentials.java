package org.testamur.enrolment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.sql.Sql;

/** What one can enrol in, of any institution; in the caller's transaction. */
@ApplicationScoped
public class MicroCredentials {

    private final Sql sql;

    MicroCredentials(Sql sql) {
        this.sql = sql;
    }

    /** The micro-credential as it is known now. */
    public Optional<KnownMicroCredential> find(UUID id) {
        return sql.first(
                "select institution_id, state, latest_version from micro_credential where id = ?",
                row -> new KnownMicroCredential(
                        id,
                        UUID.fromString(row.getString(1)),
                        KnownMicroCredential.State.valueOf(row.getString(2)),
                        row.getInt(3)),
                id);
    }

    void put(MicroCredentialFact fact, KnownMicroCredential.State state) {
        List<MicroCredentialFact.Version> versions = fact.versions();
        sql.update(
                """
                insert into micro_credential (id, institution_id, state, latest_version, versions)
                select ?, ?, ?, ?, coalesce(jsonb_object_agg(told.number::text, jsonb_strip_nulls(jsonb_build_object(
                    'title', told.title, 'imageUrl', told.image_url, 'imageText', told.image_text, 'url', told.url))),
                    '{}')
                from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[])
                    as told (number, title, image_url, image_text, url)
                on conflict (id) do update set institution_id = excluded.institution_id, state = excluded.state,
                    latest_version = excluded.latest_version, versions = excluded.versions""",
                fact.microCredentialId(),
                fact.institutionId().toString(),
                state.name(),
                fact.latestVersion(),
                Sql.column(versions, Integer[]::new, MicroCredentialFact.Version::number),
                Sql.column(versions, String[]::new, MicroCredentialFact.Version::title),
                Sql.column(versions, String[]::new, ofImage(MicroCredentialFact.Image::url)),
                Sql.column(versions, String[]::new, ofImage(MicroCredentialFact.Image::alternativeText)),
                Sql.column(versions, String[]::new, MicroCredentialFact.Version::achievementId));
    }

    void remove(UUID id) {
        sql.update("delete from micro_credential where id = ?", id);
    }

    private static Function<MicroCredentialFact.Version, @Nullable String> ofImage(
            Function<MicroCredentialFact.Image, @Nullable String> member) {
        return version -> version.image() == null ? null : member.apply(version.image());
    }
}
