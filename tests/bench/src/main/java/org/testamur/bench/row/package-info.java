/** What is measured, one class for each group of figures that share their rounds: start at {@link org.testamur.bench.row.Row}. */
@NullMarked
package org.testamur.bench.row;

import org.jspecify.annotations.NullMarked;
