/** Plain SQL inside the running transaction. Start at {@link org.testamur.verification.sql.Sql}. */
@NullMarked
package org.testamur.verification.sql;

import org.jspecify.annotations.NullMarked;
