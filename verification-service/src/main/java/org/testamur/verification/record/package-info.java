/** One record for each credential ever issued. Start at {@link org.testamur.verification.record.RecordCredentials}. */
@NullMarked
package org.testamur.verification.record;

import org.jspecify.annotations.NullMarked;
