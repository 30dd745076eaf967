/** The arithmetic of a benchmark, and how its results are shown: start at {@link org.testamur.bench.figure.Figure}. */
@NullMarked
package org.testamur.bench.figure;

import org.jspecify.annotations.NullMarked;
