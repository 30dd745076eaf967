/**
 * Describes to clients what is served as it was signed or published, or signed as it was brought. Nothing here is read
 * into these records: documents stay the texts that they are.
 */
@NullMarked
package org.testamur.issuance.shape;

import org.jspecify.annotations.NullMarked;
