/**
 * Background work, and the shares that it, messaging and requests have of the database's connections. Start at
 * {@link org.testamur.platform.work.BackgroundWork}.
 */
@NullMarked
package org.testamur.platform.work;

import org.jspecify.annotations.NullMarked;
