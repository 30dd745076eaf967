/** Plain SQL inside the running transaction. Start at {@link org.testamur.issuance.store.Sql}. */
@NullMarked
package org.testamur.issuance.store;

import org.jspecify.annotations.NullMarked;
