package org.testamur.issuance.batch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Counts the awards of a batch of results by their state. */
@Schema(name = "BatchOfAwards")
public record BatchView(
        UUID id,

        @Schema(
                description = "How many rows the batch has; those that assessment refused never come.",
                examples = "240")
        int rows,

        @Schema(description = "How many of them have come so far.", examples = "238")
        int arrived,

        int issued,

        @Schema(description = "Passes that wait for something that has not come.")
        int waiting,

        @Schema(description = "Passes that must not become a credential.")
        int refused,

        @Schema(description = "Results that did not pass.") int none,
        int suspended,
        int revoked,
        int superseded,

        @Schema(description = "When one of them last changed.")
        Instant updatedAt) {

    /** Whether every row has come and none waits. */
    @JsonIgnore
    boolean isSettled() {
        return arrived >= rows && waiting == 0;
    }
}
