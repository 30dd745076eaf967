/** On whose behalf work runs, and how the database is told. Start at {@link org.testamur.platform.tenancy.ActingAs}. */
@NullMarked
package org.testamur.platform.tenancy;

import org.jspecify.annotations.NullMarked;
