/** What was awarded, signed and published. Start where results arrive: {@link org.testamur.issuance.result.ResultConsumer}. */
@NullMarked
package org.testamur.issuance;

import org.jspecify.annotations.NullMarked;
