package org.testamur.enrolment.enrolment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists the states of an enrolment. */
public enum EnrolmentState {
    @JsonProperty("active")
    ACTIVE,
    @JsonProperty("withdrawn")
    WITHDRAWN
}
