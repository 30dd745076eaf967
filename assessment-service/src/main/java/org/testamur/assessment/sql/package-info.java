/** Statements for many rows at once; start at {@link org.testamur.assessment.sql.Sql}. */
@NullMarked
package org.testamur.assessment.sql;

import org.jspecify.annotations.NullMarked;
