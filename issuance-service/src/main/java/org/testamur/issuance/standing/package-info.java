/** What becomes of a credential after it was issued. Start at {@link org.testamur.issuance.standing.ChangeStanding}. */
@NullMarked
package org.testamur.issuance.standing;

import org.jspecify.annotations.NullMarked;
