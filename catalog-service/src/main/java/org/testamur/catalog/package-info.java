/** The catalog service: what is offered, by whom, in which version. Start at the resources of its features. */
@NullMarked
package org.testamur.catalog;

import org.jspecify.annotations.NullMarked;
