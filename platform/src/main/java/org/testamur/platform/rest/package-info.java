/** The HTTP edge: strict JSON in, entity tags out. Start at {@link org.testamur.platform.rest.StrictJsonReader}. */
@NullMarked
package org.testamur.platform.rest;

import org.jspecify.annotations.NullMarked;
