/** Keeps what the enrolment service knows of the catalog's facts. */
@NullMarked
package org.testamur.enrolment.reference;

import org.jspecify.annotations.NullMarked;
