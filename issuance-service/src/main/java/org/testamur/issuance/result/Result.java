package org.testamur.issuance.result;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What issuance reads of an assessment result. */
public record Result(
        UUID enrolmentId,
        UUID institutionId,
        UUID learnerId,
        UUID microCredentialId,
        int microCredentialVersion,
        long revision,
        String outcome,
        @Nullable BigDecimal score,
        @Nullable List<Evidence> evidence,
        @Nullable LocalDate assessedOn) {

    /** What was assessed. */
    public record Evidence(
            String url, @Nullable String name, @Nullable String description) {}

    boolean isPassed() {
        return outcome.equals("passed");
    }
}
