package org.testamur.enrolment.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.enrolment.enrolment.EnrolmentPolicy.EnrolmentDecision;
import org.testamur.enrolment.reference.KnownMicroCredential;
import org.testamur.enrolment.reference.KnownMicroCredential.State;

class EnrolmentPolicyTest {

    private static final UUID INSTITUTION = UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17})
    void oneEnrolsInTheNewestVersion(int version) {
        assertThat(decide(State.PUBLISHED, version, false))
                .isEqualTo(new EnrolmentDecision.Enrols(INSTITUTION, version));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsUnknownIsUnknown(boolean enrolled) {
        assertThat(EnrolmentPolicy.decide(Optional.empty(), enrolled)).isEqualTo(new EnrolmentDecision.Unknown());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void closedTakesNobody(boolean enrolled) {
        assertThat(decide(State.CLOSED, 1, enrolled)).isEqualTo(new EnrolmentDecision.Closed());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void retiredTakesNobody(boolean enrolled) {
        assertThat(decide(State.RETIRED, 1, enrolled)).isEqualTo(new EnrolmentDecision.Retired());
    }

    @Test
    void oneActiveEnrolmentIsEnough() {
        assertThat(decide(State.PUBLISHED, 2, true)).isEqualTo(new EnrolmentDecision.AlreadyEnrolled());
    }

    private static EnrolmentDecision decide(State state, int version, boolean enrolled) {
        return EnrolmentPolicy.decide(
                Optional.of(new KnownMicroCredential(UUID.randomUUID(), INSTITUTION, state, version)), enrolled);
    }
}
