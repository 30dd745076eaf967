/** Builds the Open Badges 3.0 document of an award. */
@NullMarked
package org.testamur.issuance.badge;

import org.jspecify.annotations.NullMarked;
