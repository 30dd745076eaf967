/** A registrar decides on passes that a decision of staff stands against. Start at {@link org.testamur.issuance.waiting.WaitingPassResource}. */
@NullMarked
package org.testamur.issuance.waiting;

import org.jspecify.annotations.NullMarked;
