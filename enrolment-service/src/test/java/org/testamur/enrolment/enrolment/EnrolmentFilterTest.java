package org.testamur.enrolment.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

class EnrolmentFilterTest {

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThatThrownBy(() -> EnrolmentFilter.of("x", "y", "ACTIVE"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.faults())
                                .extracting(Fault::pointer)
                                .containsExactly("query:microCredentialId", "query:learnerId", "query:state"));
    }

    @Test
    void whatIsNotAskedIsNotFiltered() {
        EnrolmentFilter filter = EnrolmentFilter.of(null, "", null);
        assertThat(filter.microCredentialId()).isEmpty();
        assertThat(filter.learnerId()).isEmpty();
        assertThat(filter.state()).isEmpty();
    }

    @Test
    void statesAreReadAsTheyAreShown() {
        assertThat(EnrolmentFilter.of(null, null, "withdrawn").state()).contains(EnrolmentState.WITHDRAWN);
        assertThat(EnrolmentFilter.of(null, null, "active").state()).contains(EnrolmentState.ACTIVE);
    }
}
