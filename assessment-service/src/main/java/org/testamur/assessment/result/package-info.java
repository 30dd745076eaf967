/** Results, revision by revision: recorded, corrected, withdrawn. Start at {@link org.testamur.assessment.result.RecordResult}; each rule is in {@link org.testamur.assessment.result.ResultPolicy}. */
@NullMarked
package org.testamur.assessment.result;

import org.jspecify.annotations.NullMarked;
