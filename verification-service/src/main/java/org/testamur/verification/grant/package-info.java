/** Which employers an institution lets hear of its credentials. Start at {@link org.testamur.verification.grant.GrantEmployer}. */
@NullMarked
package org.testamur.verification.grant;

import org.jspecify.annotations.NullMarked;
