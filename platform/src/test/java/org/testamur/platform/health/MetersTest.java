package org.testamur.platform.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetersTest {

    /** As in the process of Quarkus' tests, where the registry outlives each application. */
    @Test
    void aGaugeOfASecondInstanceInOneProcessShowsTheSecondInstance() {
        CompositeMeterRegistry process = new CompositeMeterRegistry();
        AtomicInteger first = new AtomicInteger(1);
        AtomicInteger second = new AtomicInteger(2);
        assertEquals(1, ofAnInstance(process, first));
        assertEquals(2, ofAnInstance(process, second));
    }

    private static double ofAnInstance(CompositeMeterRegistry process, AtomicInteger known) {
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        process.add(own);
        Gauge.builder("known", known, AtomicInteger::get).register(process);
        double shown = process.get("known").gauge().value();
        new Meters(process).stop(new ShutdownEvent());
        process.remove(own);
        return shown;
    }
}
