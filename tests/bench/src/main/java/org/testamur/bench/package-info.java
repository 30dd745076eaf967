/**
 * Measures how fast Testamur is, each figure next to its counterpart in the same run: start at
 * {@link org.testamur.bench.Bench}.
 */
@NullMarked
package org.testamur.bench;

import org.jspecify.annotations.NullMarked;
