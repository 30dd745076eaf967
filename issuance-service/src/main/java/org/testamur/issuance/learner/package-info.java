/** Who is awarded, and what they consent to. Start at {@link org.testamur.issuance.learner.Learners}. */
@NullMarked
package org.testamur.issuance.learner;

import org.jspecify.annotations.NullMarked;
