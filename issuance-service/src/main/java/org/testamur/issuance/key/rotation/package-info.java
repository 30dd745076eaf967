/** Keys follow one another without anybody's credential ceasing to verify. Start at {@link org.testamur.issuance.key.rotation.RotateKeys}. */
@NullMarked
package org.testamur.issuance.key.rotation;

import org.jspecify.annotations.NullMarked;
