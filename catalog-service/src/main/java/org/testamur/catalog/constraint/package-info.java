/** What texts of the catalog must look like: language tags, currencies, addresses, periods. Start at {@link org.testamur.catalog.constraint.LanguageTag}. */
@NullMarked
package org.testamur.catalog.constraint;

import org.jspecify.annotations.NullMarked;
