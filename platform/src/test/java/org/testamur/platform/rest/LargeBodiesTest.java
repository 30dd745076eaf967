package org.testamur.platform.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class LargeBodiesTest {

    private static final long MIB = 1 << 20;

    private final LargeBodies bodies = new LargeBodies(40 * MIB, 10 * MIB, new SimpleMeterRegistry());

    private LargeBodies.AdmittedBody place(long length, String caller) {
        return assertInstanceOf(LargeBodies.AdmittedBody.class, bodies.admit(length, caller));
    }

    @Test
    void nobodyTakesMoreThanTheirShareWhereThereAreSeveral() {
        LargeBodies.AdmittedBody first = place(8 * MIB, "ann");
        assertEquals(LargeBodies.Refused.SHARE_TAKEN, bodies.admit(8 * MIB, "ann"));
        place(2 * MIB, "ann");
        place(8 * MIB, "bob");
        first.over();
        place(8 * MIB, "ann");
    }

    @Test
    void oneBodyIsInEverybodysShare() {
        place(30 * MIB, "ann");
        assertEquals(LargeBodies.Refused.SHARE_TAKEN, bodies.admit(MIB, "ann"));
        assertEquals(LargeBodies.Refused.NO_MEMORY, bodies.admit(30 * MIB, "bob"));
    }
}
