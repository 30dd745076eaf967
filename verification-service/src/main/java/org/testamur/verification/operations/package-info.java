/** What an operator asks of this service. Start at {@link org.testamur.verification.operations.VerificationOperationsResource}. */
@NullMarked
package org.testamur.verification.operations;

import org.jspecify.annotations.NullMarked;
