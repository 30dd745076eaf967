package org.testamur.issuance.reconciliation;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reports what a repair did. */
@Schema(name = "ReconciliationRepair")
public record RepairView(
        @Schema(description = "Passes that have their credential now.")
        int repaired,

        @Schema(description = "Passes whose dead letter is tried again; look again in a moment.")
        int redriven,

        @Schema(description = "Passes that still wait for something they refer to.")
        int waiting,

        @Schema(description = "Passes that were decided again and still do not become a credential.")
        int refused,

        @Schema(description = "Passes on which the decision failed; the log says why.")
        int failed,

        @Schema(description = "Facts of credentials that were published again.")
        long republished,

        @Schema(description = "Whether more passes than one call takes are left: call again.")
        boolean more,

        @Schema(description = "Those that remain, 200 at the most.")
        List<Finding> remaining) {}
