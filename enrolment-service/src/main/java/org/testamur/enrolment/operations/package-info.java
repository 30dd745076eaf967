/** Shows operators the state of the enrolment service and takes their commands. */
@NullMarked
package org.testamur.enrolment.operations;

import org.jspecify.annotations.NullMarked;
