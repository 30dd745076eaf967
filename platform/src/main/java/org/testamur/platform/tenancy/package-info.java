/**
 * Determines on whose behalf work runs, and sets it on database connections. Start at
 * {@link org.testamur.platform.tenancy.ActingAs}.
 */
@NullMarked
package org.testamur.platform.tenancy;

import org.jspecify.annotations.NullMarked;
