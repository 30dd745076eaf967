/** Which learners let their name be shown, and which were erased. Start at {@link org.testamur.verification.learner.Learners}. */
@NullMarked
package org.testamur.verification.learner;

import org.jspecify.annotations.NullMarked;
