/** Facts about single parts, tested without a server. */
@NullMarked
package org.testamur.catalog.microcredential;

import org.jspecify.annotations.NullMarked;
