package org.testamur.platform.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.sql.Columns;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.sql.StatementException;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.TenantDirectory;

/** Keeps entries in {@code audit_entry}, which the service's role may read and append to, and nothing else. */
@ApplicationScoped
class AuditStore {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, String>> IDS = new TypeReference<>() {};

    private final Sql sql;
    private final TenantDirectory directory;

    AuditStore(Sql sql, TenantDirectory directory) {
        this.sql = sql;
        this.directory = directory;
    }

    /**
     * Where an export goes on: behind the entry of this time and id.
     *
     * @param id null: with the first of this time
     */
    record Place(Instant at, @Nullable UUID id) {}

    /**
     * Writes entries in one statement and one transaction. An entry that is there already stays as it is: where an answer
     * of the database was lost, it is written again.
     */
    void add(List<AuditEntry> entries) {
        QuarkusTransaction.requiringNew().run(() -> {
            Map<String, String> tenants = tenants(entries);
            sql.update(
                    """
                    insert into audit_entry (id, at, institution_id, actor_kind, actor, operation, method, path, ids,
                        status, reason, replayed, network)
                    select id, at::timestamptz, institution_id, actor_kind, actor, operation, nullif(method, ''),
                        nullif(path, ''), ids::jsonb, nullif(status, 0), reason, replayed, network::cidr
                    from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::text[], ?::bigint[], ?::text[], ?::boolean[], ?::text[])
                        as entry (id, at, institution_id, actor_kind, actor, operation, method, path, ids, status,
                            reason, replayed, network)
                    on conflict (at, id) do nothing""",
                    Columns.of(entries)
                            .ids(AuditEntry::id)
                            .instants(AuditEntry::at)
                            .texts(entry -> entry.tenant() != null ? entry.tenant() : tenants.get(entry.slug()))
                            .texts(entry -> entry.actor().kind().label())
                            .texts(entry -> entry.actor().id())
                            .texts(entry -> entry.operation().id())
                            .texts(entry -> entry.operation().method())
                            .texts(entry -> entry.operation().path())
                            .texts(entry -> json(entry.ids()))
                            .numbers(AuditEntry::status)
                            .texts(AuditEntry::reason)
                            .truths(AuditEntry::replayed)
                            .texts(AuditEntry::network)
                            .arguments());
        });
    }

    /** Whether a statement failed by what it was to write (SQLSTATE classes 22 and 23), and will again. */
    static boolean isOfItsContent(StatementException failure) {
        return failure.getCause() instanceof SQLException e
                && e.getSQLState() != null
                && (e.getSQLState().startsWith("22") || e.getSQLState().startsWith("23"));
    }

    void forget(String login) {
        sql.first("select testamur_audit_forget(?)", row -> row.getLong(1), login);
    }

    /** Makes the tables of the months to come, where they are missing. */
    void prepareMonths() {
        QuarkusTransaction.requiringNew().run(() -> sql.first("select testamur_audit_prepare()", row -> row.getInt(1)));
    }

    /** Drops networks that have been kept for as long as they may be, some thousand at a time; how many it were. */
    long dropOldNetworks() {
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.first("select testamur_audit_drop_networks()", row -> row.getLong(1))
                        .orElseThrow());
    }

    /** Entries of what the caller may see, oldest first. */
    List<AuditEntryView> read(Place from, Instant to, int most) {
        String tenant = Access.current().tenant();
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.list(
                        """
                        select * from audit_entry where at < ? and (at, id) > (?, ?)
                            and (?::text is null or institution_id = ?::text)
                        order by at, id limit ?""",
                        AuditStore::view,
                        to,
                        from.at(),
                        // No id is before this one, which none is.
                        Objects.requireNonNullElse(from.id(), new UUID(0, 0)),
                        isOne(tenant),
                        isOne(tenant),
                        most));
    }

    /** The index by institution serves those who see one only; row-level security hides the others either way. */
    private static @Nullable String isOne(@Nullable String tenant) {
        return "*".equals(tenant) ? null : tenant;
    }

    private static AuditEntryView view(ResultSet row) throws SQLException {
        return new AuditEntryView(
                Sql.uuid(row, "id"),
                Objects.requireNonNull(Sql.instant(row, "at")),
                row.getString("institution_id"),
                new AuditEntryView.ActorView(row.getString("actor_kind"), row.getString("actor")),
                row.getString("operation"),
                row.getString("method"),
                row.getString("path"),
                ids(row.getString("ids")),
                status(row),
                row.getString("reason"),
                row.getBoolean("replayed") ? true : null,
                row.getString("network"));
    }

    private static @Nullable Integer status(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return row.wasNull() ? null : status;
    }

    private Map<String, String> tenants(List<AuditEntry> entries) {
        Map<String, String> tenants = new HashMap<>();
        for (AuditEntry entry : entries) {
            String slug = entry.slug();
            if (slug != null && !tenants.containsKey(slug)) {
                directory.tenant(slug).ifPresent(id -> tenants.put(slug, id.toString()));
            }
        }
        return tenants;
    }

    private static String json(Map<String, String> ids) {
        try {
            return MAPPER.writeValueAsString(ids);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> ids(String json) {
        try {
            return MAPPER.readValue(json, IDS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
