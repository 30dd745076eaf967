package org.testamur.platform.work;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports the instance as ready while its database answers reads, once the migrations that this release needs are applied.
 * Nothing else decides that (DESIGN, Health).
 */
@Readiness
@ApplicationScoped
class DatabaseReadable implements HealthCheck {

    private final AgroalDataSource dataSource;
    private final DatabaseMigrations migrations;

    DatabaseReadable(AgroalDataSource dataSource, DatabaseMigrations migrations) {
        this.dataSource = dataSource;
        this.migrations = migrations;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("database");
        try {
            boolean ready = WorkKind.PROBES.call(() -> migrations.areApplied() && reads());
            migrations.behind().ifPresent(reason -> response.withData("reason", reason));
            return response.status(ready).build();
        } catch (Exception e) {
            return response.down()
                    .withData("reason", String.valueOf(e.getMessage()))
                    .build();
        }
    }

    private boolean reads() throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select 1")) {
            return result.next();
        }
    }
}
