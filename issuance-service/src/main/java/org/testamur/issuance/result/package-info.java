/** What arrives and what is decided on it. Start at {@link org.testamur.issuance.result.ResultConsumer}, then {@link org.testamur.issuance.result.IssuancePolicy}. */
@NullMarked
package org.testamur.issuance.result;

import org.jspecify.annotations.NullMarked;
