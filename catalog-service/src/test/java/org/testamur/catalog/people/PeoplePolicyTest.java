package org.testamur.catalog.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.tenancy.StaffRole;

class PeoplePolicyTest {

    private static final ZoneId TALLINN = ZoneId.of("Europe/Tallinn");
    private static final Instant NOW = Instant.parse("2026-12-15T12:00:00Z");
    private static final UUID OURS = UUID.randomUUID();
    private static final UUID THEIRS = UUID.randomUUID();

    private static Entrusted entrusted(@Nullable List<UUID> limit, @Nullable LocalDate endsOn, StaffRole... roles) {
        return new Entrusted(Set.of(roles), limit, endsOn);
    }

    private static List<String> faults(Entrusted entrusted) {
        return PeoplePolicy.faults(entrusted, Set.of(OURS), NOW, TALLINN).stream()
                .map(Fault::pointer)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(StaffRole.class)
    void everyRoleMayBeGivenWithoutALimitAndWithAnEnd(StaffRole role) {
        assertThat(faults(entrusted(null, null, role))).isEmpty();
        assertThat(faults(entrusted(null, LocalDate.of(2027, 1, 31), role))).isEmpty();
        assertThat(StaffRole.of(role.text())).isEqualTo(role);
        assertThat(StaffRole.MEANINGS).contains(role.text() + ":");
    }

    @ParameterizedTest
    @EnumSource(value = StaffRole.class, mode = EnumSource.Mode.EXCLUDE, names = "ASSESSOR")
    void onlyAnAssessorIsLimited(StaffRole role) {
        assertThat(faults(entrusted(List.of(OURS), null, role))).containsExactly("/microCredentials");
        assertThat(faults(entrusted(List.of(OURS), null, role, StaffRole.ASSESSOR)))
                .isEmpty();
    }

    @Test
    void aLimitNamesOwnMicroCredentialsAndOneAtLeast() {
        assertThat(faults(entrusted(List.of(OURS), null, StaffRole.ASSESSOR))).isEmpty();
        assertThat(faults(entrusted(List.of(), null, StaffRole.ASSESSOR))).containsExactly("/microCredentials");
        assertThat(faults(entrusted(List.of(OURS, THEIRS), null, StaffRole.ASSESSOR)))
                .containsExactly("/microCredentials");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        assertThat(faults(entrusted(List.of(THEIRS), LocalDate.of(2026, 12, 14), StaffRole.AUDITOR)))
                .containsExactly("/microCredentials", "/microCredentials", "/endsOn");
    }

    /** Today counts by the institution's calendar. */
    @ParameterizedTest
    @CsvSource({
        "Europe/Tallinn, 2027-01-31T21:59:59Z, true",
        "Europe/Tallinn, 2027-01-31T22:00:00Z, false",
        "Pacific/Auckland, 2027-01-31T10:59:59Z, true",
        "Pacific/Auckland, 2027-01-31T11:00:00Z, false",
        "America/Los_Angeles, 2027-02-01T07:59:59Z, true",
        "America/Los_Angeles, 2027-02-01T08:00:00Z, false",
        "Asia/Kathmandu, 2027-01-31T18:14:59.999Z, true",
        "Asia/Kathmandu, 2027-01-31T18:15:00Z, false",
    })
    void theLastDayIsWholeAndTheNextHasNothingOfIt(String zone, String at, boolean holds) {
        Entrusted until = entrusted(null, LocalDate.of(2027, 1, 31), StaffRole.ASSESSOR);
        assertThat(until.isOver(Instant.parse(at), ZoneId.of(zone))).isEqualTo(!holds);
        assertThat(PeoplePolicy.faults(until, Set.of(), Instant.parse(at), ZoneId.of(zone)))
                .hasSize(holds ? 0 : 1);
    }

    /** Where clocks skip midnight the day begins later, and none is lost or counted twice. */
    @ParameterizedTest
    @ValueSource(strings = {"America/Santiago", "Africa/Cairo", "Asia/Beirut", "Atlantic/Azores", "Pacific/Apia"})
    void endsGrowWithTheirDays(String name) {
        ZoneId zone = ZoneId.of(name);
        LocalDate day = LocalDate.of(2026, 1, 1);
        Instant last = Instant.EPOCH;
        for (int i = 0; i < 800; i++) {
            Entrusted until = entrusted(null, day.plusDays(i), StaffRole.AUTHOR);
            Instant end = java.util.Objects.requireNonNull(until.endsAt(zone));
            assertThat(end).isAfter(last);
            assertThat(end.atZone(zone).toLocalDate()).isEqualTo(day.plusDays(i + 1L));
            assertThat(end.minusNanos(1).atZone(zone).toLocalDate()).isEqualTo(day.plusDays(i));
            last = end;
        }
    }

    /** However changes that the policy allows follow each other, one administrator whose membership has no end remains. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noSequenceOfChangesLeavesAnInstitutionWithoutAnAdministrator(long seed) {
        Random random = new Random(seed);
        List<Entrusted> members = new ArrayList<>(List.of(entrusted(null, null, StaffRole.ADMINISTRATOR)));
        for (int i = 0; i < 2_000; i++) {
            if (members.size() < 6 && random.nextBoolean()) {
                members.add(any(random));
                continue;
            }
            int which = random.nextInt(members.size());
            Entrusted after = random.nextInt(3) == 0 ? null : any(random);
            Entrusted before = members.get(which);
            long others = members.stream().filter(Entrusted::administersForGood).count()
                    - (before.administersForGood() ? 1 : 0);
            if (!PeoplePolicy.leavesNobody(before, after, others)) {
                members.remove(which);
                if (after != null) {
                    members.add(after);
                }
            }
            assertThat(members).anyMatch(Entrusted::administersForGood);
        }
    }

    private static Entrusted any(Random random) {
        Set<StaffRole> roles = new HashSet<>();
        for (StaffRole role : EnumSet.allOf(StaffRole.class)) {
            if (random.nextInt(3) == 0) {
                roles.add(role);
            }
        }
        roles.add(StaffRole.values()[random.nextInt(StaffRole.values().length)]);
        return new Entrusted(roles, null, random.nextBoolean() ? LocalDate.of(2027, 1, 31) : null);
    }

    @Test
    void theLastAdministratorNeitherGoesNorEndsNorBecomesAnythingElse() {
        Entrusted last = entrusted(null, null, StaffRole.ADMINISTRATOR, StaffRole.REGISTRAR);
        Entrusted other = entrusted(null, null, StaffRole.REGISTRAR);
        Entrusted ended = entrusted(null, LocalDate.of(2030, 1, 1), StaffRole.ADMINISTRATOR);
        Entrusted still = entrusted(null, null, StaffRole.ADMINISTRATOR);
        assertThat(PeoplePolicy.leavesNobody(last, null, 0)).isTrue();
        assertThat(PeoplePolicy.leavesNobody(last, other, 0)).isTrue();
        assertThat(PeoplePolicy.leavesNobody(last, ended, 0)).isTrue();
        assertThat(PeoplePolicy.leavesNobody(last, still, 0)).isFalse();
        assertThat(PeoplePolicy.leavesNobody(last, null, 1)).isFalse();
        assertThat(PeoplePolicy.leavesNobody(ended, null, 0)).isFalse();
        assertThat(PeoplePolicy.leavesNobody(other, null, 0)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ",,                                   ADMITTED",
        ",                asha@n.example,     ADMITTED",
        "asha@n.example,  asha@n.example,     ADMITTED",
        "Asha@N.example,  asha@n.EXAMPLE,     ADMITTED",
        "asha@n.example,  ,                   FOR_ANOTHER_ADDRESS",
        "asha@n.example,  asha@n.example.org, FOR_ANOTHER_ADDRESS",
        "asha@n.example,  asha+x@n.example,   FOR_ANOTHER_ADDRESS",
    })
    void anInvitationForAnAddressIsForWhoHasVerifiedIt(
            @Nullable String invited, @Nullable String verified, PeoplePolicy.Admission expected) {
        assertThat(PeoplePolicy.admission(
                        NOW.plusSeconds(1),
                        entrusted(null, null, StaffRole.AUTHOR),
                        Optional.ofNullable(invited),
                        Optional.ofNullable(verified),
                        NOW,
                        TALLINN))
                .isEqualTo(expected);
    }

    @Test
    void anInvitationEndsWithItsTermAndWithTheMembershipThatItGives() {
        Entrusted author = entrusted(null, null, StaffRole.AUTHOR);
        Entrusted over = entrusted(null, LocalDate.of(2026, 12, 14), StaffRole.AUTHOR);
        for (Optional<String> invited : List.of(Optional.<String>empty(), Optional.of("a@b.example"))) {
            assertThat(PeoplePolicy.admission(NOW, author, invited, Optional.empty(), NOW, TALLINN))
                    .isEqualTo(PeoplePolicy.Admission.EXPIRED);
            assertThat(PeoplePolicy.admission(NOW.plusSeconds(9), over, invited, Optional.empty(), NOW, TALLINN))
                    .isEqualTo(PeoplePolicy.Admission.EXPIRED);
        }
    }

    @Test
    void anInvitationDoesNotOutliveTheAdministratorWhoMadeIt() {
        Instant term = NOW.plus(Duration.ofDays(14));
        Entrusted ending = entrusted(null, LocalDate.of(2026, 12, 16), StaffRole.ADMINISTRATOR);
        Instant end = Objects.requireNonNull(ending.endsAt(TALLINN));
        assertThat(end).isBetween(NOW, term);
        assertThat(PeoplePolicy.until(term, Optional.of(ending), TALLINN)).isEqualTo(end);
        assertThat(PeoplePolicy.until(NOW, Optional.of(ending), TALLINN)).isEqualTo(NOW);
        // Operators and those whom the log-in names administrators are no members.
        assertThat(PeoplePolicy.until(term, Optional.empty(), TALLINN)).isEqualTo(term);
        Entrusted author = entrusted(null, LocalDate.of(2026, 12, 16), StaffRole.AUTHOR);
        assertThat(PeoplePolicy.until(term, Optional.of(author), TALLINN)).isEqualTo(term);

        Entrusted forGood = entrusted(null, null, StaffRole.ADMINISTRATOR);
        assertThat(PeoplePolicy.invitationsEnd(forGood, null, TALLINN)).contains(Instant.MIN);
        assertThat(PeoplePolicy.invitationsEnd(forGood, author, TALLINN)).contains(Instant.MIN);
        assertThat(PeoplePolicy.invitationsEnd(forGood, ending, TALLINN)).contains(end);
        assertThat(PeoplePolicy.invitationsEnd(ending, forGood, TALLINN)).isEmpty();
        assertThat(PeoplePolicy.invitationsEnd(author, null, TALLINN)).isEmpty();
    }

    @Test
    void anAdministratorWithALastDayExtendsNeitherThemselvesNorAnotherAdministratorBeyondIt() {
        LocalDate last = LocalDate.of(2027, 1, 31);
        Optional<Entrusted> giver = Optional.of(entrusted(null, last, StaffRole.ADMINISTRATOR));
        for (StaffRole role : StaffRole.values()) {
            Entrusted forGood = entrusted(null, null, role);
            Entrusted longer = entrusted(null, last.plusDays(1), role);
            Entrusted asLong = entrusted(null, last, role);
            boolean administers = role == StaffRole.ADMINISTRATOR;
            for (Entrusted after : List.of(forGood, longer)) {
                assertThat(PeoplePolicy.beyondOwnEnd(giver, giver.get(), after, true))
                        .hasSize(1);
                assertThat(PeoplePolicy.beyondOwnEnd(giver, null, after, false)).hasSize(administers ? 1 : 0);
                assertThat(PeoplePolicy.beyondOwnEnd(giver, asLong, after, false))
                        .hasSize(administers ? 1 : 0);
                // Who administers for as long already may be given something else.
                assertThat(PeoplePolicy.beyondOwnEnd(
                                giver, entrusted(null, null, StaffRole.ADMINISTRATOR), after, false))
                        .isEmpty();
                for (Optional<Entrusted> free : List.of(
                        Optional.<Entrusted>empty(), Optional.of(entrusted(null, null, StaffRole.ADMINISTRATOR)))) {
                    assertThat(PeoplePolicy.beyondOwnEnd(free, null, after, false))
                            .isEmpty();
                }
            }
            for (boolean own : new boolean[] {true, false}) {
                assertThat(PeoplePolicy.beyondOwnEnd(giver, giver.get(), asLong, own))
                        .isEmpty();
            }
        }
        // A registrar who was administrator only until a day is none for good by it.
        assertThat(PeoplePolicy.beyondOwnEnd(
                        giver,
                        entrusted(null, null, StaffRole.REGISTRAR),
                        entrusted(null, null, StaffRole.ADMINISTRATOR),
                        false))
                .hasSize(1);
    }

    @Test
    void anInvitationGivesNoMoreThanWhoMadeItStillMay() {
        Instant end = NOW.plus(Duration.ofDays(3));
        Entrusted author = entrusted(null, null, StaffRole.AUTHOR);
        Entrusted forGood = entrusted(null, null, StaffRole.ADMINISTRATOR);
        Entrusted before = entrusted(null, LocalDate.of(2026, 12, 16), StaffRole.ADMINISTRATOR);
        assertThat(PeoplePolicy.outlives(end.plusSeconds(1), author, end, TALLINN))
                .isTrue();
        assertThat(PeoplePolicy.outlives(end, author, end, TALLINN)).isFalse();
        assertThat(PeoplePolicy.outlives(NOW, forGood, end, TALLINN)).isTrue();
        assertThat(PeoplePolicy.outlives(NOW, before, end, TALLINN)).isFalse();
        assertThat(PeoplePolicy.outlives(NOW, author, Instant.MIN, TALLINN)).isTrue();
    }

    @Test
    void whoAdministersDoesSoUntilTheLastDayIsOver() {
        assertThat(PeoplePolicy.administers(entrusted(null, null, StaffRole.ADMINISTRATOR), NOW, TALLINN))
                .isTrue();
        assertThat(PeoplePolicy.administers(entrusted(null, null, StaffRole.REGISTRAR), NOW, TALLINN))
                .isFalse();
        LocalDate today = LocalDate.of(2026, 12, 15);
        assertThat(PeoplePolicy.administers(entrusted(null, today, StaffRole.ADMINISTRATOR), NOW, TALLINN))
                .isTrue();
        assertThat(PeoplePolicy.administers(entrusted(null, today.minusDays(1), StaffRole.ADMINISTRATOR), NOW, TALLINN))
                .isFalse();
    }

    @Test
    void codesAreLongAllDifferentAndNeverShownByAccident() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            StaffCode code = StaffCode.fresh();
            assertThat(code.text()).matches("[A-Za-z0-9_-]{27}");
            assertThat(code.hash()).matches("[0-9a-f]{64}").isEqualTo(new StaffCode(code.text()).hash());
            assertThat(code).hasToString("StaffCode[secret]");
            assertThat(seen.add(code.text())).isTrue();
        }
    }
}
