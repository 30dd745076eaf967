/** A write that is sent twice happens once. Start at {@link org.testamur.platform.idempotency.Idempotent}. */
@NullMarked
package org.testamur.platform.idempotency;

import org.jspecify.annotations.NullMarked;
