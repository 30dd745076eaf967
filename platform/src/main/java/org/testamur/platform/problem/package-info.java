/** Refusals and the problem documents (RFC 9457) they become at the HTTP edge. Start at {@link org.testamur.platform.problem.Refusal}. */
@NullMarked
package org.testamur.platform.problem;

import org.jspecify.annotations.NullMarked;
