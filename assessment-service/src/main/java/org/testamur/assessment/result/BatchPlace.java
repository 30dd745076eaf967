package org.testamur.assessment.result;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.UUID;

/**
 * Identifies the row of a batch from which a revision came.
 *
 * @param id the batch
 * @param row counts from 1
 * @param rows how many rows the batch has
 */
@Embeddable
record BatchPlace(
        @Column(name = "batch_id") UUID id,
        @Column(name = "batch_row") int row,
        @Column(name = "batch_rows") int rows) {}
