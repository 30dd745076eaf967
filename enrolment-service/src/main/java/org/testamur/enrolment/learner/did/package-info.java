/** Takes decentralized identifiers of learners, proved by a signed challenge. */
@NullMarked
package org.testamur.enrolment.learner.did;

import org.jspecify.annotations.NullMarked;
