package org.testamur.issuance.status;

import java.util.UUID;

/**
 * A list as it is kept; its bits are rows of their own.
 *
 * @param changes how often a bit has changed
 * @param publication how often it has been signed
 */
record StatusList(UUID id, UUID institutionId, String url, int entries, long changes, long publication) {}
