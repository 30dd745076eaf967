package org.testamur.issuance.award;

import java.util.UUID;

/**
 * The row of a batch of results in which one stood.
 *
 * @param row counts from 1
 * @param rows how many the batch has
 */
public record BatchRow(UUID id, int row, int rows) {}
