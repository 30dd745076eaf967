/** The arithmetic, tested. */
@NullMarked
package org.testamur.bench.figure;

import org.jspecify.annotations.NullMarked;
