/** Calls addresses that outsiders name, and none that is on the inside. */
@NullMarked
package org.testamur.platform.outbound;

import org.jspecify.annotations.NullMarked;
