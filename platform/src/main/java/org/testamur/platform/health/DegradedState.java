package org.testamur.platform.health;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Describes a failure during which this instance still answers reads.
 *
 * @param code its stable name, in kebab case
 * @param detail what does not work and why, for operators
 * @param since when it began
 */
public record DegradedState(
        @Schema(examples = "database-writes") String code,

        @Schema(examples = "The database refuses writes: could not extend file (SQLSTATE 53100).")
        String detail,

        Instant since) {}
