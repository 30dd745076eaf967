/** Holds credentials against the passes that were told, and mends what differs. Start at {@link org.testamur.issuance.reconciliation.Findings}. */
@NullMarked
package org.testamur.issuance.reconciliation;

import org.jspecify.annotations.NullMarked;
