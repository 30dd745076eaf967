/** Erases a learner's records when the enrolment service says so. */
@NullMarked
package org.testamur.verification.erasure;

import org.jspecify.annotations.NullMarked;
