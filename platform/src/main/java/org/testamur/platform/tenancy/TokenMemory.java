package org.testamur.platform.tenancy;

import io.quarkus.security.identity.SecurityIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Caches the identities of verified tokens for a few seconds each. Callers cannot make it grow: it keeps a token once
 * for each institution that the token names, independent of requests, and removes expired entries. What was concluded of
 * memberships that have changed or ended since is not given any more.
 */
final class TokenMemory {

    static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final int most;
    private final Clock clock;
    private final LongSupplier generation;
    private final Map<Bearer, Verified> verified = new ConcurrentHashMap<>();
    private volatile Instant cleared;

    /** @param generation the generation of memberships that counts now */
    TokenMemory(int most, Clock clock, LongSupplier generation) {
        this.most = most;
        this.clock = clock;
        this.generation = generation;
        this.cleared = clock.instant();
    }

    /** What roles depend on: the token, and the institution that the request chose. */
    record Bearer(String authorization, @Nullable String institution) {}

    private record Verified(SecurityIdentity identity, long generation, Instant from, Instant until) {

        /** Not if the clock was put back, either. */
        boolean isValidAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    @Nullable
    SecurityIdentity find(Bearer bearer) {
        Verified known = verified.get(bearer);
        return known != null && known.generation() == generation.getAsLong() && known.isValidAt(clock.instant())
                ? known.identity()
                : null;
    }

    void keep(Bearer bearer, JsonWebToken token, SecurityIdentity identity) {
        Memberships memberships = MembershipRoles.memberships(identity);
        if (bearer.institution() != null && !memberships.rolesByInstitution().containsKey(bearer.institution())) {
            return;
        }
        Instant now = clock.instant();
        Instant soon = now.plus(REMEMBERED);
        Instant end = Instant.ofEpochSecond(token.getExpirationTime());
        if (memberships.until() != null && memberships.until().isBefore(end)) {
            end = memberships.until();
        }
        if (now.isBefore(cleared) || !now.isBefore(cleared.plus(REMEMBERED))) {
            cleared = now;
            verified.values().removeIf(each -> !each.isValidAt(now));
        }
        if (verified.size() >= most) {
            verified.clear();
        }
        verified.put(
                bearer,
                new Verified(identity, MembershipRoles.generation(identity), now, end.isBefore(soon) ? end : soon));
    }

    int size() {
        return verified.size();
    }
}
