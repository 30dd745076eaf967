package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ForgeryDrill {

    @Test
    void noChainOfRearrangementsIsJudgedBetter() {
        long seed = Long.getLong("testamur.seed", new Random().nextLong());
        System.out.println("seed " + seed + " (again by -Dtestamur.seed=" + seed + ")");
        Forgery.Count count = new Forgery().run(3_000, seed);
        System.out.println(count.all() + " rearranged, " + count.held() + " under a proof that holds, " + count.valid()
                + " valid as what they were made of");
        assertThat(count.held()).isGreaterThan(1_000);
    }
}
