package org.testamur.enrolment.reference;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.sql.Sql;

/** What pages show of versions of micro-credentials and of their institutions; in the caller's transaction. */
@ApplicationScoped
public class Summaries {

    private final Sql sql;

    Summaries(Sql sql) {
        this.sql = sql;
    }

    /** Names a version. */
    public record Key(UUID microCredential, int version) {}

    /** Either may be absent while its fact has not arrived. */
    public record Summary(
            Key key,
            @Nullable MicroCredentialSummary microCredential,
            @Nullable InstitutionSummary institution) {}

    /** Of those of the versions whose micro-credential is known. */
    public Map<Key, Summary> of(Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<Key> distinct = keys.stream().distinct().toList();
        return sql
                .list(
                        """
                        select asked.id, asked.number, shown.version ->> 'title' as title,
                            shown.version ->> 'imageUrl' as image_url, shown.version ->> 'imageText' as image_text,
                            shown.version ->> 'url' as version_url, organisation.slug, organisation.name,
                            organisation.url, organisation.logo_url
                        from unnest(?::uuid[], ?::int[]) as asked (id, number)
                        join micro_credential known on known.id = asked.id
                        cross join lateral (select known.versions -> asked.number::text as version) shown
                        left join organisation on organisation.id = known.institution_id::uuid""",
                        Summaries::summary,
                        Sql.column(distinct, UUID[]::new, Key::microCredential),
                        Sql.column(distinct, Integer[]::new, Key::version))
                .stream()
                .collect(Collectors.toMap(Summary::key, Function.identity()));
    }

    private static Summary summary(ResultSet row) throws SQLException {
        String title = row.getString("title");
        String name = row.getString("name");
        return new Summary(
                new Key(Sql.uuid(row, "id"), row.getInt("number")),
                title == null
                        ? null
                        : new MicroCredentialSummary(
                                title,
                                row.getString("image_url"),
                                row.getString("image_text"),
                                row.getString("version_url")),
                name == null
                        ? null
                        : new InstitutionSummary(
                                row.getString("slug"), name, row.getString("url"), row.getString("logo_url")));
    }
}
