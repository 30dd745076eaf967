/** Results by the thousand: accepted at once, recorded in chunks. Start at {@link org.testamur.assessment.batch.AcceptBatch}; {@link org.testamur.assessment.batch.RecordChunk} does the work. */
@NullMarked
package org.testamur.assessment.batch;

import org.jspecify.annotations.NullMarked;
