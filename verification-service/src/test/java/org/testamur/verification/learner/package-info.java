/** What enrolment publishes of learners can be read. */
@NullMarked
package org.testamur.verification.learner;

import org.jspecify.annotations.NullMarked;
