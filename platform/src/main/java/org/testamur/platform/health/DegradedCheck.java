package org.testamur.platform.health;

import io.smallrye.health.api.HealthGroup;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Answers {@code /q/health/group/degraded} on the management port: DOWN with the list while anything is degraded. */
@HealthGroup("degraded")
@ApplicationScoped
class DegradedCheck implements HealthCheck {

    private final DegradedStates states;

    DegradedCheck(DegradedStates states) {
        this.states = states;
    }

    @Override
    public HealthCheckResponse call() {
        var present = states.present();
        var response = HealthCheckResponse.named("degraded").status(present.isEmpty());
        present.forEach(state -> response.withData(state.code(), state.detail()));
        return response.build();
    }
}
