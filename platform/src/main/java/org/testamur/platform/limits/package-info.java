/** Limits how many requests one address and one log-in may make. Start at {@link org.testamur.platform.limits.Quotas}. */
@NullMarked
package org.testamur.platform.limits;

import org.jspecify.annotations.NullMarked;
