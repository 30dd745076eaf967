/** What an operator asks of this service. Start at {@link org.testamur.assessment.operations.AssessmentOperationsResource}. */
@NullMarked
package org.testamur.assessment.operations;

import org.jspecify.annotations.NullMarked;
