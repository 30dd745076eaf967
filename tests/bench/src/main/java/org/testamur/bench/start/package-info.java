/** How long a service takes from its process to its first answer: start at {@link org.testamur.bench.start.StartRow}. */
@NullMarked
package org.testamur.bench.start;

import org.jspecify.annotations.NullMarked;
