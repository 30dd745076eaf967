/**
 * What institutions have given to log-ins, kept in every service's database and in the memory of every instance. Start at
 * {@link org.testamur.platform.membership.WatchMemberships}.
 */
@NullMarked
package org.testamur.platform.membership;

import org.jspecify.annotations.NullMarked;
