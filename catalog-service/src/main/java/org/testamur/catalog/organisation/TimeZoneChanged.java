package org.testamur.catalog.organisation;

import java.util.UUID;

/** Says, in the transaction of the change, that an institution's days begin and end at other instants from now on. */
public record TimeZoneChanged(UUID institution) {}
