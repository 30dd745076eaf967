/** Facts about single parts, tested without a server. */
@NullMarked
package org.testamur.catalog.constraint;

import org.jspecify.annotations.NullMarked;
