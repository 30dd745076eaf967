/**
 * From a recorded result to a credential that can be verified, through the real stack, and the parts that such a way
 * cannot do without: start at {@link org.testamur.bench.flow.FlowRow}.
 */
@NullMarked
package org.testamur.bench.flow;

import org.jspecify.annotations.NullMarked;
