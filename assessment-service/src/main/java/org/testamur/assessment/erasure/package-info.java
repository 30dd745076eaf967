/** A learner is erased: what stands of them here goes in one transaction. Start at {@link org.testamur.assessment.erasure.ErasureConsumer}. */
@NullMarked
package org.testamur.assessment.erasure;

import org.jspecify.annotations.NullMarked;
