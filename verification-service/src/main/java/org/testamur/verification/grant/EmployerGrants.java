package org.testamur.verification.grant;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.platform.paging.ListRequest;
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

    /** In the request's order, and one more than the page holds. */
    List<EmployerGrant> page(ListRequest request) {
        String order = "order by id " + request.direction();
        return request.after()
                .map(id -> find("id " + request.beyond() + " ?1 " + order, id))
                .orElseGet(() -> find(order))
                .range(0, request.limit())
                .list();
    }
}
