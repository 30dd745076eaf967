package org.testamur.catalog.people;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.StaffRole;

/** Keeps what was done with an institution's people, in the transaction that does it; nothing of it is ever changed. */
@ApplicationScoped
@Transactional
class PeopleHistory {

    /** What was done. */
    enum What {
        INVITED,
        WITHDRAWN,
        JOINED,
        CHANGED,
        REMOVED
    }

    private final Sql sql;
    private final Clock clock;

    PeopleHistory(Sql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void note(What what, Membership membership, String by) {
        note(what, membership.institution(), by, membership.id(), null, membership.entrusted());
    }

    void note(What what, Invitation invitation, String by) {
        note(what, invitation.institution(), by, null, invitation.id(), invitation.entrusted());
    }

    private void note(
            What what,
            UUID institution,
            String by,
            @Nullable UUID membership,
            @Nullable UUID invitation,
            Entrusted entrusted) {
        List<UUID> limit = entrusted.microCredentials();
        sql.update(
                """
                insert into people_change (id, institution_id, what, done_at, done_by, membership_id, invitation_id,
                    roles, micro_credentials, ends_on)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                Uuid7.next(),
                institution.toString(),
                what.name(),
                clock.instant(),
                by,
                membership,
                invitation,
                entrusted.roleNames().toArray(String[]::new),
                limit == null ? null : limit.toArray(UUID[]::new),
                entrusted.endsOn());
    }

    Page<PeopleChangeView> page(UUID institution, ListRequest request) {
        UUID after = request.after().orElse(null);
        List<PeopleChangeView> oneMore = sql.list(
                "select * from people_change where institution_id = ? and (?::uuid is null or id " + request.beyond()
                        + " ?::uuid) order by id " + request.direction() + " limit ?",
                PeopleHistory::view,
                institution.toString(),
                after,
                after,
                request.limit() + 1);
        return Page.of(oneMore, request, PeopleChangeView::id).counted(request, most -> count(institution, most));
    }

    private long count(UUID institution, int most) {
        return sql.first(
                        "select count(*) from (select 1 from people_change where institution_id = ? limit ?) counted",
                        row -> row.getLong(1),
                        institution.toString(),
                        most)
                .orElseThrow();
    }

    /** Without those of a later release that ran before this one. */
    private static List<StaffRole> roles(String[] names) {
        return Arrays.stream(names)
                .flatMap(name -> StaffRole.known(name).stream())
                .toList();
    }

    private static PeopleChangeView view(ResultSet row) throws SQLException {
        Array limit = row.getArray("micro_credentials");
        return new PeopleChangeView(
                Sql.uuid(row, "id"),
                row.getString("what").toLowerCase(Locale.ROOT),
                Objects.requireNonNull(Sql.instant(row, "done_at")),
                row.getString("done_by"),
                row.getObject("membership_id", UUID.class),
                row.getObject("invitation_id", UUID.class),
                roles((String[]) row.getArray("roles").getArray()),
                limit == null ? null : List.of((UUID[]) limit.getArray()),
                row.getObject("ends_on", LocalDate.class));
    }
}
