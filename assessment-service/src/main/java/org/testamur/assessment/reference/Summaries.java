package org.testamur.assessment.reference;

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

/**
 * What pages show of micro-credentials, institutions and learners; in the caller's transaction. Of learners nothing to
 * whom row-level security shows none.
 */
@ApplicationScoped
public class Summaries {

    private final Sql sql;

    Summaries(Sql sql) {
        this.sql = sql;
    }

    /** What is shown: a version, the institution that offers it, a learner. */
    public record Key(
            UUID microCredential,
            int version,
            UUID institution,
            @Nullable UUID learner) {}

    /** Each may be absent: its fact has not arrived, or it is not for the caller. */
    public record Summary(
            Key key,
            @Nullable MicroCredentialSummary microCredential,
            @Nullable InstitutionSummary institution,
            @Nullable String learnerName) {}

    public Map<Key, Summary> of(Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        List<Key> distinct = keys.stream().distinct().toList();
        return sql
                .list(
                        """
                        select asked.micro_credential, asked.number, asked.institution, asked.learner, version.title,
                            version.image_url, version.image_text, version.url as version_url, institution.slug,
                            institution.name, institution.url, institution.logo_url, learner.name as learner_name
                        from unnest(?::uuid[], ?::int[], ?::uuid[], ?::uuid[])
                            as asked (micro_credential, number, institution, learner)
                        left join micro_credential_version version
                            on version.micro_credential_id = asked.micro_credential and version.number = asked.number
                        left join institution on institution.id = asked.institution
                        left join learner on learner.id = asked.learner""",
                        Summaries::summary,
                        Sql.column(distinct, UUID[]::new, Key::microCredential),
                        Sql.column(distinct, Integer[]::new, Key::version),
                        Sql.column(distinct, UUID[]::new, Key::institution),
                        Sql.column(distinct, UUID[]::new, Key::learner))
                .stream()
                .collect(Collectors.toMap(Summary::key, Function.identity()));
    }

    private static Summary summary(ResultSet row) throws SQLException {
        String title = row.getString("title");
        String name = row.getString("name");
        return new Summary(
                new Key(
                        Sql.uuid(row, "micro_credential"),
                        row.getInt("number"),
                        Sql.uuid(row, "institution"),
                        row.getObject("learner", UUID.class)),
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
                                row.getString("slug"), name, row.getString("url"), row.getString("logo_url")),
                row.getString("learner_name"));
    }
}
