package org.testamur.issuance.status;

import java.util.UUID;

/**
 * Names a status list of a family and the meaning of its bits.
 *
 * @param named whether credentials name it; what they do not name, our own verification and its readers know
 */
public record StatusListReference(StatusPurpose purpose, UUID id, String url, boolean named) {}
