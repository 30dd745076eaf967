/** Creates and verifies proofs of the suite eddsa-rdfc-2022. */
@NullMarked
package org.testamur.dataintegrity.proof;

import org.jspecify.annotations.NullMarked;
