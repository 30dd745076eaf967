/** Speaks to a running stack from outside, as front ends, partners and verifiers do. Start at {@link org.testamur.e2e.Stack}. */
@NullMarked
package org.testamur.e2e;

import org.jspecify.annotations.NullMarked;
