/** The service from outside, with a real database and a real broker. Start at {@link org.testamur.verification.World}. */
@NullMarked
package org.testamur.verification;

import org.jspecify.annotations.NullMarked;
