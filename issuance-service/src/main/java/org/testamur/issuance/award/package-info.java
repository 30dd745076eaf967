/** Where each enrolment stands between result and credential. Start at {@link org.testamur.issuance.award.Award}. */
@NullMarked
package org.testamur.issuance.award;

import org.jspecify.annotations.NullMarked;
