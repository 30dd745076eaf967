/**
 * Results by the thousand: accepted at once, recorded in chunks. Start at {@link
 * org.testamur.assessment.batch.AcceptBatch}; {@link org.testamur.assessment.batch.RecordChunk} does the work.
 *
 * <p>It stays one package of some twenty files: what reads a batch and what records it agree on one form of rows and
 * one configuration. The readers of CSV and JSON are the seam, if they grow: they call nothing of the rest but the
 * configuration.
 */
@NullMarked
package org.testamur.assessment.batch;

import org.jspecify.annotations.NullMarked;
