package org.testamur.enrolment.enrolment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where an enrolment stands. */
public enum EnrolmentState {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("withdrawn")
    WITHDRAWN
}
