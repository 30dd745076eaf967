/**
 * Compares credentials with the published passes, and repairs mismatches. Start at
 * {@link org.testamur.issuance.reconciliation.Findings}.
 */
@NullMarked
package org.testamur.issuance.reconciliation;

import org.jspecify.annotations.NullMarked;
