package org.testamur.platform.tenancy;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Restricts Hibernate's queries of staff and of system work to one institution. Row-level security is the second
 * barrier and the only one for work across institutions.
 */
@PersistenceUnitExtension
@ApplicationScoped
class DiscriminatorResolver implements TenantResolver {

    @Override
    public String getDefaultTenantId() {
        return Access.EVERY_TENANT;
    }

    @Override
    public String resolveTenantId() {
        String tenant = Access.current().tenant();
        return tenant == null ? Access.EVERY_TENANT : tenant;
    }

    @Override
    public boolean isRoot(String tenantId) {
        return Access.EVERY_TENANT.equals(tenantId);
    }
}
