/** Facts about single parts, tested without a server. */
@NullMarked
package org.testamur.catalog.image;

import org.jspecify.annotations.NullMarked;
