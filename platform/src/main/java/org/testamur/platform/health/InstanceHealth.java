package org.testamur.platform.health;

import io.smallrye.health.SmallRyeHealthReporter;
import jakarta.enterprise.context.ApplicationScoped;

/** Sums up for operators what the management port tells machines. */
@ApplicationScoped
public class InstanceHealth {

    private final DegradedStates states;
    private final Heartbeats heartbeats;
    private final SmallRyeHealthReporter reporter;

    InstanceHealth(DegradedStates states, Heartbeats heartbeats, SmallRyeHealthReporter reporter) {
        this.states = states;
        this.heartbeats = heartbeats;
        this.reporter = reporter;
    }

    public HealthView view() {
        return new HealthView(
                !reporter.getLiveness().isDown(),
                !reporter.getReadiness().isDown(),
                states.present(),
                heartbeats.all().stream().map(HealthView.LoopView::of).toList());
    }
}
