/** A running Testamur seen from the machine it runs on: start at {@link org.testamur.bench.stack.OwnStack}. */
@NullMarked
package org.testamur.bench.stack;

import org.jspecify.annotations.NullMarked;
