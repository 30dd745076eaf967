/** Runs plain SQL, where entities would cost more than the work. */
@NullMarked
package org.testamur.platform.sql;

import org.jspecify.annotations.NullMarked;
