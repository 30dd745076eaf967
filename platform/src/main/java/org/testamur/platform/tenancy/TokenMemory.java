package org.testamur.platform.tenancy;

import io.quarkus.security.identity.SecurityIdentity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Caches the identities of verified tokens for a few seconds each. Callers cannot make it grow: it keeps a token once
 * for each institution that the token names, independent of requests, and removes expired entries.
 */
final class TokenMemory {

    static final Duration REMEMBERED = Duration.ofSeconds(10);

    private final int most;
    private final Clock clock;
    private final Map<Bearer, Verified> verified = new ConcurrentHashMap<>();
    private volatile Instant cleared;

    TokenMemory(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
        this.cleared = clock.instant();
    }

    /** What roles depend on: the token, and the institution that the request chose. */
    record Bearer(String authorization, @Nullable String institution) {}

    private record Verified(SecurityIdentity identity, Instant from, Instant until) {

        /** Not if the clock was put back, either. */
        boolean isValidAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    @Nullable
    SecurityIdentity find(Bearer bearer) {
        Verified known = verified.get(bearer);
        return known != null && known.isValidAt(clock.instant()) ? known.identity() : null;
    }

    void keep(Bearer bearer, JsonWebToken token, SecurityIdentity identity) {
        if (bearer.institution() != null
                && !Caller.memberships(token).rolesByInstitution().containsKey(bearer.institution())) {
            return;
        }
        Instant now = clock.instant();
        Instant soon = now.plus(REMEMBERED);
        Instant end = Instant.ofEpochSecond(token.getExpirationTime());
        if (now.isBefore(cleared) || !now.isBefore(cleared.plus(REMEMBERED))) {
            cleared = now;
            verified.values().removeIf(each -> !each.isValidAt(now));
        }
        if (verified.size() >= most) {
            verified.clear();
        }
        verified.put(bearer, new Verified(identity, now, end.isBefore(soon) ? end : soon));
    }

    int size() {
        return verified.size();
    }
}
