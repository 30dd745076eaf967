/** A service as small as can be, to test the platform as services use it. */
@NullMarked
package org.testamur.platform.sample;

import org.jspecify.annotations.NullMarked;
