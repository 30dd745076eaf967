package org.testamur.platform.tenancy;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Sha256;

/**
 * States what an institution has given one log-in.
 *
 * @param slug the institution's slug, by which requests choose it
 * @param login the {@linkplain #login hash} of the log-in
 * @param roles the roles; those that this release does not know have no effect
 * @param limits by role, the ids that its holder may work on; a role that is absent is not limited
 * @param until the first instant at which it no longer holds; null: it has no end
 */
public record StaffMembership(
        UUID id,
        UUID institution,
        String slug,
        String login,
        Set<String> roles,
        Map<String, Set<UUID>> limits,
        @Nullable Instant until) {

    public StaffMembership {
        roles = Set.copyOf(roles);
        limits = Map.copyOf(limits);
    }

    /** SHA-256 in hexadecimal of the issuer, {@code #} and the subject: the log-in itself is in no fact. */
    public static String login(String issuer, String subject) {
        return Sha256.hex(issuer + "#" + subject);
    }

    boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }
}
