/** Status lists: which credentials no longer count. Start at {@link org.testamur.issuance.status.StatusLists}. */
@NullMarked
package org.testamur.issuance.status;

import org.jspecify.annotations.NullMarked;
