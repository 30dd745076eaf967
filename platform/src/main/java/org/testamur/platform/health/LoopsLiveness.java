package org.testamur.platform.health;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** This process lives while its loops beat; nothing outside of it decides that. */
@Liveness
@ApplicationScoped
class LoopsLiveness implements HealthCheck {

    private final Heartbeats heartbeats;

    LoopsLiveness(Heartbeats heartbeats) {
        this.heartbeats = heartbeats;
    }

    @Override
    public HealthCheckResponse call() {
        var late = heartbeats.all().stream().filter(Heartbeat::isLate).toList();
        var response = HealthCheckResponse.named("loops").status(late.isEmpty());
        late.forEach(heartbeat ->
                response.withData(heartbeat.loop(), "late by " + heartbeat.age().minus(heartbeat.allowed())));
        return response.build();
    }
}
