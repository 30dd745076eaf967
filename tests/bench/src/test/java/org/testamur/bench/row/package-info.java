/** The arithmetic, tested. */
@NullMarked
package org.testamur.bench.row;

import org.jspecify.annotations.NullMarked;
