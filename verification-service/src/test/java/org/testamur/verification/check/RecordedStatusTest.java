package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.verification.record.RecordedCredential.StatusChange;

class RecordedStatusTest {

    private static final Instant ISSUED = Instant.parse("2026-01-01T00:00:00Z");
    private static final StatusChange FIRST = new StatusChange("valid", null, ISSUED);
    private static final StatusChange SUSPENDED =
            new StatusChange("suspended", "under-review", ISSUED.plus(Duration.ofDays(2)));
    private static final StatusChange REINSTATED = new StatusChange("valid", null, ISSUED.plus(Duration.ofDays(4)));
    private static final StatusChange REVOKED =
            new StatusChange("revoked", "misconduct", ISSUED.plus(Duration.ofDays(6)));
    private static final List<StatusChange> HISTORY = List.of(REVOKED, REINSTATED, SUSPENDED, FIRST);

    @Test
    void atATimeTheLastChangeBeforeItCounts() {
        assertThat(on(1)).isEqualTo(recordedStatus(FIRST));
        assertThat(on(2)).isEqualTo(recordedStatus(SUSPENDED));
        assertThat(on(3)).isEqualTo(recordedStatus(SUSPENDED));
        assertThat(on(5)).isEqualTo(recordedStatus(REINSTATED));
        assertThat(on(6)).isEqualTo(recordedStatus(REVOKED));
    }

    @Test
    void nowTheNewestCountsEvenIfItsClockWasAhead() {
        StatusChange ahead = new StatusChange(
                "revoked", "other", Instant.now(Clock.systemUTC()).plusSeconds(600));
        assertThat(RecordedStatus.at(AsOf.now(Clock.systemUTC()), List.of(ahead, FIRST)))
                .isEqualTo(recordedStatus(ahead));
    }

    @Test
    void aNewerChangeWinsOverAnOlderOneWhateverTheClocksSaid() {
        StatusChange back = new StatusChange("revoked", "other", ISSUED.plusSeconds(1));
        assertThat(RecordedStatus.at(new AsOf(SUSPENDED.changedAt(), true), List.of(back, SUSPENDED, FIRST)))
                .isEqualTo(recordedStatus(back));
    }

    @Test
    void whatWasHeardOfLateStoodAsIssuedBefore() {
        assertThat(on(-1)).isEqualTo(recordedStatus(FIRST));
    }

    @Test
    void whatWasFirstHeardOfAsRevokedStoodInAWayThatIsNotKnown() {
        assertThat(RecordedStatus.at(new AsOf(ISSUED, true), List.of(REVOKED)))
                .isEqualTo(new RecordedStatus.NotYetHeardOf(REVOKED.changedAt()));
    }

    private static RecordedStatus on(int day) {
        return RecordedStatus.at(new AsOf(ISSUED.plus(Duration.ofDays(day)), true), HISTORY);
    }

    private static RecordedStatus recordedStatus(StatusChange change) {
        return new RecordedStatus.Recorded(change.status(), change.reasonCode(), change.changedAt());
    }
}
