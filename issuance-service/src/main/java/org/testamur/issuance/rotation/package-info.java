/** Keys follow one another without anybody's credential ceasing to verify. Start at {@link org.testamur.issuance.rotation.RotateKeys}. */
@NullMarked
package org.testamur.issuance.rotation;

import org.jspecify.annotations.NullMarked;
