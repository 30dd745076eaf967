/** Keeps what the issuance service knows of other services' facts: learners, enrolments and micro-credentials. */
@NullMarked
package org.testamur.issuance.reference;

import org.jspecify.annotations.NullMarked;
