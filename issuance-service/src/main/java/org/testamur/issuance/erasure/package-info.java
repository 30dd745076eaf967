/** A learner is forgotten. Start at {@link org.testamur.issuance.erasure.EraseLearner}. */
@NullMarked
package org.testamur.issuance.erasure;

import org.jspecify.annotations.NullMarked;
