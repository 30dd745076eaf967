/** The benchmark's own arithmetic and reading. */
@NullMarked
package org.testamur.bench;

import org.jspecify.annotations.NullMarked;
