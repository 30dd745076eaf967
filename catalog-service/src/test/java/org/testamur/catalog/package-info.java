/** The catalog as its callers see it, on a real PostgreSQL and a real Kafka. Start at {@link org.testamur.catalog.CatalogIT}. */
@NullMarked
package org.testamur.catalog;

import org.jspecify.annotations.NullMarked;
