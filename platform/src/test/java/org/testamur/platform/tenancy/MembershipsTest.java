package org.testamur.platform.tenancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipsTest {

    @Test
    void institutionsGiveTheirOwnRolesOnly() {
        Memberships memberships = Groups.memberships(List.of(
                "/institutions/northfield/assessor",
                "/institutions/northfield/operator",
                "/institutions/northfield/learner",
                "/institutions/northfield/employer",
                "/institutions/harbour/operator",
                "/institutions/northfield",
                "institutions/northfield/author",
                "/other/northfield/author"));

        assertEquals(Set.of("assessor"), memberships.roles("northfield"));
        assertEquals(Set.of(), memberships.roles("harbour"));
        assertNull(memberships.institution("harbour"));
        assertEquals("northfield", memberships.institution(null));
    }

    @Test
    void nobodyBelongsToWhatHasNoName() {
        Memberships memberships =
                Groups.memberships(List.of("/institutions//registrar", "/employers/", "/employers", "//", "/", ""));

        assertNull(memberships.institution(null));
        assertNull(memberships.employer(null));
        assertEquals(Set.of(), memberships.roles(""));
    }

    @Test
    void rolesAreThoseOfTheChosenInstitution() {
        Memberships memberships =
                Groups.memberships(List.of("/institutions/northfield/assessor", "/institutions/harbour/registrar"));

        assertNull(memberships.institution(null));
        assertEquals(Set.of("registrar"), memberships.roles(memberships.institution("harbour")));
        assertNull(memberships.institution("elsewhere"));
        assertEquals(Set.of(), memberships.roles(null));
    }
}
