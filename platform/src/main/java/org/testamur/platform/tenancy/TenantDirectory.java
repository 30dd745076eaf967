package org.testamur.platform.tenancy;

import java.util.Optional;
import java.util.UUID;

/** Finds the ids behind the names that tokens carry; each service answers from what it knows. */
public interface TenantDirectory {

    /** The institution with this slug. */
    Optional<UUID> tenant(String slug);

    /** The employer with this slug. */
    default Optional<UUID> partner(String slug) {
        return Optional.empty();
    }

    /** The person who logs in as this subject of this issuer. */
    default Optional<UUID> person(String issuer, String subject) {
        return Optional.empty();
    }
}
