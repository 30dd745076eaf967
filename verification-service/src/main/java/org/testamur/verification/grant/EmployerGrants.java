package org.testamur.verification.grant;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.sql.Sql;

/** Stores grants; an institution's staff see its own. */
@ApplicationScoped
class EmployerGrants implements PanacheRepositoryBase<EmployerGrant, UUID> {

    private final Sql sql;

    EmployerGrants(Sql sql) {
        this.sql = sql;
    }

    /** Waits for those who announce something under it, and has later ones wait until this transaction ends. */
    Optional<EmployerGrant> lock(UUID employer) {
        sql.list("select 1 from employer_grant where employer_id = ? for update", row -> true, employer);
        return find("employerId", employer).firstResultOptional();
    }

    List<EmployerGrant> all(Optional<UUID> after, int limit) {
        return after.map(id -> find("id < ?1 order by id desc", id))
                .orElseGet(() -> find("order by id desc"))
                .range(0, limit - 1)
                .list();
    }
}
