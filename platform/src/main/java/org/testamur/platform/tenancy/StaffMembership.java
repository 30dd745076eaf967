package org.testamur.platform.tenancy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest((issuer + "#" + subject).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean holds(Instant now) {
        return until == null || now.isBefore(until);
    }
}
