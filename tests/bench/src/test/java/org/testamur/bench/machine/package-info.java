/** Reading what Linux writes, tested. */
@NullMarked
package org.testamur.bench.machine;

import org.jspecify.annotations.NullMarked;
