/** Verification records, checks of credentials, and what employers hear of them. Start at {@link org.testamur.verification.record.RecordCredential}. */
@NullMarked
package org.testamur.verification;

import org.jspecify.annotations.NullMarked;
