package org.testamur.issuance.award;

import java.util.UUID;

/**
 * Identifies the row of a batch from which a result came.
 *
 * @param row counts from 1
 * @param rows how many the batch has
 */
public record BatchRow(UUID id, int row, int rows) {}
