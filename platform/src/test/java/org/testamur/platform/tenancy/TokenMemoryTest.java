package org.testamur.platform.tenancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TokenMemoryTest {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final SecurityIdentity IDENTITY = QuarkusSecurityIdentity.builder()
            .setPrincipal(() -> "rita")
            .addAttribute(StaffDirectory.class.getName(), 4L)
            .addAttribute(Memberships.class.getName(), Groups.memberships(Set.of("/institutions/northfield/registrar")))
            .build();

    private final Time time = new Time();
    private long generation = 4;
    private final TokenMemory memory = new TokenMemory(50, time, () -> generation);

    private static final class Time extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private record Token(Map<String, Object> claims) implements JsonWebToken {

        static Token of(Instant end) {
            return new Token(Map.of(Claims.exp.name(), end.getEpochSecond()));
        }

        @Override
        public String getName() {
            return "rita";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        @SuppressWarnings({"unchecked", "NullAway"})
        public <T> T getClaim(String name) {
            return (T) claims.get(name);
        }
    }

    private static TokenMemory.Bearer bearer(String token, @Nullable String institution) {
        return new TokenMemory.Bearer("Bearer " + token, institution);
    }

    private final Token token = Token.of(START.plusSeconds(3600));

    @Test
    void aTokenIsKnownForSomeSeconds() {
        memory.keep(bearer("a", "northfield"), token, IDENTITY);
        assertSame(IDENTITY, memory.find(bearer("a", "northfield")));
        assertNull(memory.find(bearer("a", null)));
        assertNull(memory.find(bearer("b", "northfield")));
        time.now = START.plus(TokenMemory.REMEMBERED);
        assertNull(memory.find(bearer("a", "northfield")));
    }

    @Test
    void aTokenIsNotKnownWhenItHasRunOut() {
        memory.keep(bearer("a", null), Token.of(START.plusSeconds(2)), IDENTITY);
        time.now = START.plusSeconds(1);
        assertSame(IDENTITY, memory.find(bearer("a", null)));
        time.now = START.plusSeconds(2);
        assertNull(memory.find(bearer("a", null)));
    }

    @Test
    void aClockThatIsPutBackMakesNoTokenKnownForLonger() {
        memory.keep(bearer("a", null), token, IDENTITY);
        time.now = START.minusSeconds(600);
        assertNull(memory.find(bearer("a", null)));
    }

    @Test
    void institutionsThatTheTokenDoesNotNameTakeNoRoom() {
        memory.keep(bearer("a", "northfield"), token, IDENTITY);
        for (int i = 0; i < 1_000; i++) {
            memory.keep(bearer("a", "elsewhere-" + i), token, IDENTITY);
        }
        assertEquals(1, memory.size());
        assertSame(IDENTITY, memory.find(bearer("a", "northfield")));
    }

    @Test
    void tokensThatAreNotKnownAnyMoreTakeNoRoom() {
        for (int i = 0; i < 40; i++) {
            memory.keep(bearer("then-" + i, null), token, IDENTITY);
        }
        time.now = START.plus(TokenMemory.REMEMBERED).plusSeconds(1);
        memory.keep(bearer("now", null), token, IDENTITY);
        assertEquals(1, memory.size());
    }

    @Test
    void thereAreNeverMoreThanSoMany() {
        for (int i = 0; i < 1_000; i++) {
            memory.keep(bearer("a-" + i, null), token, IDENTITY);
            assertTrue(memory.size() <= 50);
        }
        assertSame(IDENTITY, memory.find(bearer("a-999", null)));
    }

    @Test
    void whatWasConcludedBeforeMembershipsChangedIsNotKnownAnyMore() {
        memory.keep(bearer("a", "northfield"), token, IDENTITY);
        generation = 5;
        assertNull(memory.find(bearer("a", "northfield")));
        memory.keep(bearer("a", "northfield"), token, IDENTITY);
        assertNull(memory.find(bearer("a", "northfield")), "it is still one of the generation before");
    }

    @Test
    void aTokenIsNotKnownBeyondTheEndOfAMembershipAndIsKnownForItsInstitution() {
        StaffMembership given = new StaffMembership(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "harbour",
                "0".repeat(64),
                Set.of("assessor"),
                Map.of(),
                START.plusSeconds(3));
        SecurityIdentity identity = QuarkusSecurityIdentity.builder(IDENTITY)
                .addAttribute(
                        Memberships.class.getName(),
                        Groups.memberships(Set.of()).with(List.of(given), START))
                .build();
        memory.keep(bearer("a", "harbour"), token, identity);
        time.now = START.plusSeconds(2);
        assertSame(identity, memory.find(bearer("a", "harbour")));
        time.now = START.plusSeconds(3);
        assertNull(memory.find(bearer("a", "harbour")));
    }
}
