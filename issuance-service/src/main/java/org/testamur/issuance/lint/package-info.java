/** Finds the faults of a credential before it is signed. */
@NullMarked
package org.testamur.issuance.lint;

import org.jspecify.annotations.NullMarked;
