/** Facts about single parts, tested without a server. */
@NullMarked
package org.testamur.catalog.organisation;

import org.jspecify.annotations.NullMarked;
