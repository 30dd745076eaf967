package org.testamur.issuance.status;

import java.util.UUID;

/**
 * A status list of a family, by what its bits mean.
 *
 * @param named whether credentials name it; what they do not name, our own verification and its readers know
 */
public record StatusListReference(StatusPurpose purpose, UUID id, String url, boolean named) {}
