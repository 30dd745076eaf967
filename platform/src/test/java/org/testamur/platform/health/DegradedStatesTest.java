package org.testamur.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DegradedStatesTest {

    private static final Instant NOW = Instant.parse("2026-11-29T20:00:00Z");

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final DegradedStates states = new DegradedStates(Clock.fixed(NOW, ZoneOffset.UTC), metrics);

    private double gauge(String what) {
        return metrics.get("testamur.degraded").tag("what", what).gauge().value();
    }

    @Test
    void aStateLastsUntilItIsOver() {
        states.declare("writes");
        assertEquals(0, gauge("writes"));
        states.begin("writes", "The disk is full.");
        assertEquals(1, gauge("writes"));
        assertEquals(List.of(new DegradedState("writes", "The disk is full.", NOW)), states.present());
        states.end("writes");
        assertEquals(0, gauge("writes"));
        assertFalse(states.isDegraded("writes"));
    }

    @Test
    void aSecondReasonReplacesTheFirstAndKeepsItsTime() {
        states.begin("keys", "One key is away.");
        states.begin("keys", "Two keys are away.");
        assertEquals(List.of(new DegradedState("keys", "Two keys are away.", NOW)), states.present());
        states.end("keys");
        assertTrue(states.present().isEmpty());
    }

    @Test
    void namesAreKebabCase() {
        for (String name : List.of("", "Writes", "two words", "a_b", "a--b", "-a")) {
            assertThrows(IllegalArgumentException.class, () -> states.begin(name, "x"), name);
        }
    }

    @Test
    void aHeartbeatIsLateAfterItsTimeAndGoneWhenItsLoopEnds() throws Exception {
        Heartbeats heartbeats = new Heartbeats(metrics);
        Heartbeat slow = heartbeats.begin("slow", Duration.ZERO);
        Heartbeat calm = heartbeats.begin("calm", Duration.ofHours(1));
        assertTrue(slow.isLate());
        assertFalse(calm.isLate());
        assertEquals(List.of(calm, slow), heartbeats.all());
        slow.end();
        assertEquals(List.of(calm), heartbeats.all());
    }
}
