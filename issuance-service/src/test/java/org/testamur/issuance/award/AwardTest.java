package org.testamur.issuance.award;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AwardTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final Award award = new Award();

    @Test
    void aRefusedCorrectionThatIsTakenBackLeavesTheCredentialThatCounts() {
        award.refused("the correction has no date", NOW);
        award.nothing(true, NOW);
        assertEquals("issued", award.view().state());
        assertNull(award.view().reason());
    }

    @Test
    void aRefusedPassThatBecomesAFailLeavesNothing() {
        award.refused("the pass has no date", NOW);
        award.nothing(false, NOW);
        assertEquals("none", award.view().state());
        assertNull(award.view().reason());
    }

    @Test
    void aRevokedAwardStaysSoWhenThereIsNothingMoreToAward() {
        award.revoked("Awarded in error", NOW);
        award.nothing(false, NOW);
        assertEquals("revoked", award.view().state());
    }
}
