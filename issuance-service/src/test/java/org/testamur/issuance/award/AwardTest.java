package org.testamur.issuance.award;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.credential.Credential;

class AwardTest {

    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private final Award award = new Award();

    @Test
    void aRefusedCorrectionThatIsTakenBackLeavesTheCredentialThatCounts() {
        award.refused("the correction has no date", NOW);
        award.nothing(Optional.of(new Credential() {}), NOW);
        assertEquals(Award.AwardState.ISSUED, award.state());
        assertNull(award.reason());
    }

    @Test
    void aRefusedPassThatBecomesAFailLeavesNothing() {
        award.refused("the pass has no date", NOW);
        award.nothing(Optional.empty(), NOW);
        assertEquals(Award.AwardState.NONE, award.state());
        assertNull(award.reason());
    }

    @Test
    void aRevokedAwardStaysSoWhenThereIsNothingMoreToAward() {
        award.revoked("Awarded in error", NOW);
        award.nothing(Optional.empty(), NOW);
        assertEquals(Award.AwardState.REVOKED, award.state());
    }
}
