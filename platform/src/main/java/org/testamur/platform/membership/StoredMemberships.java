package org.testamur.platform.membership;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.StaffMembership;

/** Stores memberships in the caller's transaction; every instance of the service takes them when it is committed. */
@ApplicationScoped
public class StoredMemberships {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, Set<UUID>>> LIMITS = new TypeReference<>() {};

    private final Sql sql;

    StoredMemberships(Sql sql) {
        this.sql = sql;
    }

    /** Where changes stand: the latest that is numbered, and how many rows were removed without a number. */
    record Changes(long latest, long removals) {}

    /** A row as it is read. */
    record Stored(StaffMembership membership, boolean ended, long change) {}

    /** Stores the present state of a membership that holds. */
    public void put(StaffMembership membership) {
        sql.update(
                """
                insert into staff_membership (id, institution_id, slug, login, roles, limits, until)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (id) do update set institution_id = excluded.institution_id, slug = excluded.slug,
                    login = excluded.login, roles = excluded.roles, limits = excluded.limits, until = excluded.until,
                    ended = false""",
                membership.id(),
                membership.institution().toString(),
                membership.slug(),
                membership.login(),
                membership.roles().stream().sorted().toArray(String[]::new),
                json(membership.limits()),
                membership.until());
    }

    /** Ends a membership, if it is known; its row stays, so that every instance sees that it ended. */
    public void end(UUID id) {
        sql.update("update staff_membership set ended = true where id = ? and not ended", id);
    }

    Changes changes() {
        return sql.first(
                        "select latest, removals from staff_membership_changes",
                        row -> new Changes(row.getLong("latest"), row.getLong("removals")))
                .orElseThrow();
    }

    /** In the order of their changes. */
    List<Stored> after(long change) {
        return sql.list(
                "select id, institution_id, slug, login, roles, limits, until, ended, change from staff_membership"
                        + " where change > ? order by change",
                StoredMemberships::stored,
                change);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                new StaffMembership(
                        Sql.uuid(row, "id"),
                        UUID.fromString(row.getString("institution_id")),
                        row.getString("slug"),
                        row.getString("login"),
                        Set.of((String[]) row.getArray("roles").getArray()),
                        limits(row.getString("limits")),
                        Sql.instant(row, "until")),
                row.getBoolean("ended"),
                row.getLong("change"));
    }

    private static String json(Map<String, Set<UUID>> limits) {
        try {
            return MAPPER.writeValueAsString(limits);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Set<UUID>> limits(String json) {
        try {
            return MAPPER.readValue(json, LIMITS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
