package org.testamur.platform.tenancy;

import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import io.quarkus.hibernate.orm.runtime.tenant.TenantResolver;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The first of two locks: Hibernate adds the institution to every query of staff and of system work for one
 * institution. Work across institutions is left to the second, row-level security.
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
