/** Other people's software to measure against, run under Node: start at {@link org.testamur.bench.peer.DigitalBazaar}. */
@NullMarked
package org.testamur.bench.peer;

import org.jspecify.annotations.NullMarked;
