package org.testamur.platform.tenancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What institutions have given, united with what tokens say, and looked up by log-in. */
class StaffMembershipTest {

    private static final Instant NOW = Instant.parse("2026-12-15T12:00:00Z");
    private static final UUID FOOD = UUID.randomUUID();
    private static final UUID SHIPS = UUID.randomUUID();

    private static StaffMembership given(
            String slug, Set<String> roles, Map<String, Set<UUID>> limits, @Nullable Instant until) {
        return new StaffMembership(
                UUID.randomUUID(), UUID.randomUUID(), slug, StaffMembership.login("i", "s"), roles, limits, until);
    }

    private static Memberships token(String... groups) {
        return Groups.memberships(List.of(groups));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "administrator",
                "approver",
                "assessor",
                "auditor",
                "author",
                "endorser",
                "moderator",
                "registrar",
                "sponsor"
            })
    void everyRoleOfAnInstitutionComesFromGroupsAndFromTheInstitutionAlike(String role) {
        assertEquals(Set.of(role), token("/institutions/northfield/" + role).roles("northfield"));
        assertEquals(
                Set.of(role),
                token().with(List.of(given("northfield", Set.of(role), Map.of(), null)), NOW)
                        .roles("northfield"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "learner", "employer", "Administrator", "", "admin"})
    void noInstitutionGivesAnyOtherRole(String role) {
        Memberships united = token().with(List.of(given("northfield", Set.of(role), Map.of(), null)), NOW);
        assertEquals(Set.of(), united.roles("northfield"));
        assertNull(united.institution("northfield"));
    }

    @Test
    void whatAnInstitutionHasGivenAndStillHoldsIsKnownByItsSlug() {
        StaffMembership holds = given("northfield", Set.of("assessor"), Map.of(), NOW.plusSeconds(1));
        StaffMembership over = given("harbour", Set.of("assessor"), Map.of(), NOW);
        Memberships united = token("/institutions/valley/author").with(List.of(holds, over), NOW);
        assertEquals(Optional.of(holds), united.givenBy("northfield"));
        assertEquals(Optional.empty(), united.givenBy("harbour"));
        assertEquals(Optional.empty(), united.givenBy("valley"));
        assertEquals(Optional.empty(), token("/institutions/northfield/author").givenBy("northfield"));
    }

    @Test
    void rolesOfTheTokenStayAndOthersJoinThem() {
        Memberships united = token(
                        "/institutions/northfield/author", "/institutions/harbour/registrar", "/employers/acme")
                .with(List.of(given("northfield", Set.of("assessor"), Map.of(), null)), NOW);
        assertEquals(Set.of("author", "assessor", "employer"), united.roles("northfield"));
        assertEquals(Set.of("registrar", "employer"), united.roles("harbour"));
    }

    private static @Nullable Set<UUID> only(Memberships united, String... admitted) {
        return united.only("northfield", Set.of(admitted));
    }

    @Test
    void aLimitCountsWhereTheRoleIsNotHeldWithoutOne() {
        StaffMembership limited = given("northfield", Set.of("assessor"), Map.of("assessor", Set.of(FOOD)), null);
        StaffMembership free = given("northfield", Set.of("assessor"), Map.of(), null);
        StaffMembership other = given("northfield", Set.of("assessor"), Map.of("assessor", Set.of(SHIPS)), null);
        assertEquals(Set.of(FOOD), only(token().with(List.of(limited), NOW), "assessor"));
        assertEquals(Set.of(FOOD), only(token().with(List.of(limited), NOW), "assessor", "registrar"));
        assertEquals(Set.of(FOOD), only(token().with(List.of(limited), NOW)));
        assertNull(token().with(List.of(limited), NOW).only("harbour", Set.of("assessor")));
        assertNull(only(token("/institutions/northfield/assessor").with(List.of(limited), NOW), "assessor"));
        assertNull(only(token().with(List.of(limited, free), NOW), "assessor"));
        assertNull(only(token().with(List.of(free, limited), NOW), "assessor"));
        assertEquals(Set.of(FOOD, SHIPS), only(token().with(List.of(limited, other), NOW), "assessor"));
    }

    @Test
    void anotherRoleLiftsTheLimitWhereTheOperationIsOpenToItAndNowhereElse() {
        StaffMembership both =
                given("northfield", Set.of("assessor", "registrar"), Map.of("assessor", Set.of(FOOD)), null);
        Memberships united = token().with(List.of(both), NOW);
        assertNull(only(united, "assessor", "registrar"));
        assertEquals(Set.of(FOOD), only(united, "assessor"));
        assertNull(only(united, "registrar"));
        assertNull(only(united));
        Memberships byGroup = token("/institutions/northfield/registrar")
                .with(List.of(given("northfield", Set.of("assessor"), Map.of("assessor", Set.of(FOOD)), null)), NOW);
        assertNull(only(byGroup, "assessor", "registrar"));
        assertEquals(Set.of(FOOD), only(byGroup, "assessor"));
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Tallinn, 2027-01-31T21:59:59.999999Z, true",
        "Europe/Tallinn, 2027-01-31T22:00:00Z, false",
        "America/New_York, 2027-02-01T04:59:59Z, true",
        "America/New_York, 2027-02-01T05:00:00Z, false",
        "Asia/Kathmandu, 2027-01-31T18:14:59Z, true",
        "Asia/Kathmandu, 2027-01-31T18:15:00Z, false",
    })
    void aMembershipUntilThe31stOfJanuaryEndsWhenThe1stOfFebruaryBeginsThere(String zone, String at, boolean holds) {
        Instant until = LocalDate.of(2027, 2, 1).atStartOfDay(ZoneId.of(zone)).toInstant();
        Memberships united =
                token().with(List.of(given("northfield", Set.of("assessor"), Map.of(), until)), Instant.parse(at));
        assertEquals(holds ? Set.of("assessor") : Set.of(), united.roles("northfield"));
        assertEquals(holds ? "northfield" : null, united.institution(null));
        assertEquals(holds ? until : null, united.until());
    }

    @Test
    void theEarliestEndIsTheEndOfWhatWasConcluded() {
        Instant first = NOW.plusSeconds(60);
        Memberships united = token().with(
                        List.of(
                                given("a", Set.of("author"), Map.of(), NOW.plusSeconds(900)),
                                given("b", Set.of("author"), Map.of(), first),
                                given("c", Set.of("author"), Map.of(), null),
                                given("d", Set.of("author"), Map.of(), NOW)),
                        NOW);
        assertEquals(first, united.until());
        assertNull(united.institution("d"));
    }

    @Test
    void loginsOfDifferentIssuersAreDifferent() {
        assertNotEquals(StaffMembership.login("https://a", "s"), StaffMembership.login("https://b", "s"));
        assertTrue(StaffMembership.login("https://a", "s").matches("[0-9a-f]{64}"));
    }

    @Test
    void theDirectoryFindsWhatHoldsNowAndNothingElse() {
        StaffDirectory directory = new StaffDirectory();
        StaffMembership one = given("northfield", Set.of("author"), Map.of(), null);
        StaffMembership two = given("harbour", Set.of("author"), Map.of(), null);
        directory.replace(List.of(one, two));
        assertEquals(List.of(one, two), directory.of("i", "s"));
        assertEquals(List.of(), directory.of("i", "t"));

        long before = directory.generation();
        StaffMembership changed = new StaffMembership(
                one.id(), one.institution(), "northfield", one.login(), Set.of("registrar"), Map.of(), null);
        directory.change(List.of(changed), List.of(two.id(), UUID.randomUUID()));
        assertEquals(List.of(changed), directory.of("i", "s"));
        assertTrue(directory.generation() > before);

        StaffMembership moved = new StaffMembership(
                one.id(),
                one.institution(),
                "northfield",
                StaffMembership.login("i", "t"),
                Set.of("registrar"),
                Map.of(),
                null);
        directory.change(List.of(moved), List.of());
        assertEquals(List.of(), directory.of("i", "s"));
        assertEquals(List.of(moved), directory.of("i", "t"));

        directory.replace(List.of());
        assertEquals(List.of(), directory.of("i", "t"));
        assertEquals(0, directory.size());
    }

    @Test
    void workThatGoesOnKnowsWhenWhatTheLogInWasGivenChangesOrEnds() {
        StaffDirectory directory = new StaffDirectory();
        StaffMembership one = given("northfield", Set.of("author"), Map.of(), NOW.plusSeconds(60));
        directory.replace(List.of(one));
        Instant[] now = {NOW};
        Clock clock = new Clock() {
            @Override
            public Instant instant() {
                return now[0];
            }

            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        var unchanged = directory.unchanged("i", "s", clock);
        StaffMembership another = new StaffMembership(
                UUID.randomUUID(), UUID.randomUUID(), "harbour", "0".repeat(64), Set.of("author"), Map.of(), null);
        directory.change(List.of(another), List.of());
        assertTrue(unchanged.getAsBoolean(), "somebody else's is none of it");
        now[0] = NOW.plusSeconds(60);
        assertFalse(unchanged.getAsBoolean());
        now[0] = NOW;
        assertTrue(unchanged.getAsBoolean());
        directory.change(List.of(), List.of(one.id()));
        assertFalse(unchanged.getAsBoolean());
    }
}
