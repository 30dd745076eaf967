/** How far each topic's facts have been taken in, and requests that wait for one. Start at {@link org.testamur.platform.consumer.Progress}. */
@NullMarked
package org.testamur.platform.projection;

import org.jspecify.annotations.NullMarked;
