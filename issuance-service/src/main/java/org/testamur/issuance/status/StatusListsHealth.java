package org.testamur.issuance.status;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;

/**
 * A signer that is away for a while harms nobody: lists are signed again at half of their time. Once one has but an
 * eighth left, the service is degraded, because soon nothing that names the list can be verified.
 */
@ApplicationScoped
@HealthGroup("degraded")
class StatusListsHealth implements HealthCheck {

    private static final int SHARE_LEFT = 8;

    private final Sql sql;
    private final Clock clock;
    private final StatusSettings settings;

    StatusListsHealth(Sql sql, Clock clock, StatusSettings settings) {
        this.sql = sql;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public HealthCheckResponse call() {
        long ending = Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.first(
                                        "select count(*) from status_list where valid_until < ?",
                                        row -> row.getLong(1),
                                        clock.instant().plus(settings.validity().dividedBy(SHARE_LEFT)))
                                .orElse(0L)));
        var response = HealthCheckResponse.named("status lists");
        return ending == 0
                ? response.up().build()
                : response.down().withData("ending", ending).build();
    }
}
