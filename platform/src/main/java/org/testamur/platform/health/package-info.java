/**
 * How this instance is: what beats, what is degraded, whether it answers reads (DESIGN, Health). Start at
 * {@link org.testamur.platform.health.DegradedStates}.
 */
@NullMarked
package org.testamur.platform.health;

import org.jspecify.annotations.NullMarked;
