package org.testamur.platform.outbox;

import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.testamur.platform.audit.Audited;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.work.DatabaseMigrations;
import org.testamur.platform.work.StartGate;

/**
 * Answers writes by 503 until the gate is open, and reads too while the database lacks migrations. A POST that only reads
 * says so ({@code @Audited(false)}) and goes on as a read.
 */
@Provider
@Priority(Priorities.AUTHORIZATION + 20)
class RefuseWrites implements ContainerRequestFilter {

    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");

    // Filters are made before the configuration of this run is read.
    private final Instance<StartGate> gate;
    private final Instance<DatabaseMigrations> migrations;

    RefuseWrites(Instance<StartGate> gate, Instance<DatabaseMigrations> migrations) {
        this.gate = gate;
        this.migrations = migrations;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (gate.get().isOpen()) {
            return;
        }
        if (migrations.get().behind().isPresent()) {
            throw Refusal.of(
                    Refusal.Kind.UNAVAILABLE,
                    "database-behind",
                    "This instance waits until its database is migrated. Try again in a moment.");
        }
        if (WRITES.contains(request.getMethod()) && !onlyReads()) {
            throw Refusal.writesRefused();
        }
    }

    private static boolean onlyReads() {
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        if (context == null
                || context.getTarget() == null
                || context.getTarget().getLazyMethod() == null) {
            return false;
        }
        Audited said = context.getTarget().getLazyMethod().getMethod().getAnnotation(Audited.class);
        return said != null && !said.value();
    }
}
