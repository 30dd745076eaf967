/** Whether a credential holds, and why or why not. Start at {@link org.testamur.verification.check.VerifyCredential}. */
@NullMarked
package org.testamur.verification.check;

import org.jspecify.annotations.NullMarked;
