/**
 * Background work, and the shares that it, messaging and requests have of the database's connections. Start at
 * {@link org.testamur.platform.work.BackgroundWork}; a house rule keeps services from beginning loops elsewhere.
 *
 * <p>Threads that serve what somebody asked for, and end with it, are no background work: those that sign, call a signing
 * backend, learn or check templates, look up names and follow streams of events belong to their features, bounded there.
 */
@NullMarked
package org.testamur.platform.work;

import org.jspecify.annotations.NullMarked;
