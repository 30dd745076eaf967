/** What became of the results of a batch. Start at {@link org.testamur.issuance.batch.FindBatch}. */
@NullMarked
package org.testamur.issuance.batch;

import org.jspecify.annotations.NullMarked;
