package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.verification.record.RecordedCredential.Change;

class RecordedStatusTest {

    private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Change FIRST = new Change("valid", null, ISSUED);
    private static final Change SUSPENDED = new Change("suspended", "under-review", ISSUED.plus(Duration.ofDays(2)));
    private static final Change REINSTATED = new Change("valid", null, ISSUED.plus(Duration.ofDays(4)));
    private static final Change REVOKED = new Change("revoked", "misconduct", ISSUED.plus(Duration.ofDays(6)));
    private static final List<Change> HISTORY = List.of(REVOKED, REINSTATED, SUSPENDED, FIRST);

    @Test
    void atATimeTheLastChangeBeforeItCounts() {
        assertThat(on(1)).isEqualTo(standing(FIRST));
        assertThat(on(2)).isEqualTo(standing(SUSPENDED));
        assertThat(on(3)).isEqualTo(standing(SUSPENDED));
        assertThat(on(5)).isEqualTo(standing(REINSTATED));
        assertThat(on(6)).isEqualTo(standing(REVOKED));
    }

    @Test
    void nowTheNewestCountsEvenIfItsClockWasAhead() {
        Change ahead =
                new Change("revoked", "other", Instant.now(Clock.systemUTC()).plusSeconds(600));
        assertThat(RecordedStatus.at(AsOf.now(Clock.systemUTC()), List.of(ahead, FIRST)))
                .isEqualTo(standing(ahead));
    }

    @Test
    void aNewerChangeWinsOverAnOlderOneWhateverTheClocksSaid() {
        Change back = new Change("revoked", "other", ISSUED.plusSeconds(1));
        assertThat(RecordedStatus.at(new AsOf(SUSPENDED.changedAt(), true), List.of(back, SUSPENDED, FIRST)))
                .isEqualTo(standing(back));
    }

    @Test
    void whatWasHeardOfLateStoodAsIssuedBefore() {
        assertThat(on(-1)).isEqualTo(standing(FIRST));
    }

    @Test
    void whatWasFirstHeardOfAsRevokedStoodInAWayThatIsNotKnown() {
        assertThat(RecordedStatus.at(new AsOf(ISSUED, true), List.of(REVOKED)))
                .isEqualTo(new RecordedStatus.NotYetHeardOf(REVOKED.changedAt()));
    }

    private static RecordedStatus on(int day) {
        return RecordedStatus.at(new AsOf(ISSUED.plus(Duration.ofDays(day)), true), HISTORY);
    }

    private static RecordedStatus standing(Change change) {
        return new RecordedStatus.Recorded(change.status(), change.reasonCode(), change.changedAt());
    }
}
