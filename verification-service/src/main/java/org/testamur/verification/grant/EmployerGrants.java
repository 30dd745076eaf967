package org.testamur.verification.grant;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where grants lie; an institution's staff see its own. */
@ApplicationScoped
class EmployerGrants implements PanacheRepositoryBase<EmployerGrant, UUID> {

    Optional<EmployerGrant> to(UUID employer) {
        return find("employerId", employer).firstResultOptional();
    }

    List<EmployerGrant> all(Optional<UUID> after, int limit) {
        return after.map(id -> find("id < ?1 order by id desc", id))
                .orElseGet(() -> find("order by id desc"))
                .range(0, limit - 1)
                .list();
    }
}
