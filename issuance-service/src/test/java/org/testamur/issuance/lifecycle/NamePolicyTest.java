package org.testamur.issuance.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.issuance.badge.DisclosedIdentity;
import org.testamur.issuance.reference.Learner;

class NamePolicyTest {

    /** What a credential shows, what its learner is now called, how that is vouched for, and both consents. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # shown name, identifier | name today, standing,    consents, identifier | while it counts, when it does not
            Asha Rao,     false,       Asha Rao,   confirmed,   true,     never,       leave,           leave
            Asha Rao,     false,       Asha Iyer,  confirmed,   true,     never,       reissue,         hide
            Asha Rao,     false,       Asha Rao,   confirmed,   false,    never,       reissue,         hide
            Asha Rao,     false,       Asha Rao,   unconfirmed, true,     never,       reissue,         hide
            Asha Rao,     false,       Asha Iyer,  unconfirmed, true,     never,       reissue,         hide
            Asha Rao,     false,       Asha Rao,   before,      true,     never,       leave,           leave
            Asha Rao,     false,       Asha Rao,   before,      false,    never,       reissue,         hide
            ,             false,       Asha Rao,   confirmed,   true,     never,       extend,          leave
            ,             false,       Asha Rao,   confirmed,   false,    never,       leave,           leave
            ,             false,       Asha Rao,   unconfirmed, true,     never,       leave,           leave
            ,             false,       Asha Rao,   before,      true,     never,       leave,           leave
            ,             true,        Asha Rao,   unconfirmed, true,     never,       leave,           leave
            ,             true,        Asha Rao,   unconfirmed, true,     given,       leave,           leave
            ,             true,        Asha Rao,   unconfirmed, true,     withdrawn,   reissue,         hide
            ,             false,       Asha Rao,   unconfirmed, true,     given,       extend,          leave
            ,             false,       Asha Rao,   unconfirmed, true,     withdrawn,   leave,           leave
            Asha Rao,     true,        Asha Iyer,  confirmed,   true,     given,       reissue,         hide
            Asha Rao,     false,       Asha Rao,   before,      true,     given,       extend,          leave
            """)
    void whatIsShownFollowsTheLearner(
            @Nullable String shown,
            boolean identified,
            String name,
            String standing,
            boolean consents,
            String identifier,
            String whileItCounts,
            String whenItDoesNot) {
        Learner learner = new Learner(
                new UUID(0, 1),
                name,
                Learner.NameStatus.valueOf(standing.toUpperCase(Locale.ROOT)),
                "asha@example.org",
                null,
                new Learner.Consents(
                        consents,
                        false,
                        false,
                        Learner.IdentifierConsent.valueOf(identifier.toUpperCase(Locale.ROOT))));
        DisclosedIdentity was = new DisclosedIdentity(Optional.ofNullable(shown), identified);
        assertEquals(decision(whileItCounts), NamePolicy.decide(was, false, true, learner));
        assertEquals(decision(whenItDoesNot), NamePolicy.decide(was, false, false, learner));
    }

    @Test
    void theHashOfAnAddressThatIsNotTheLearnersAnyMoreIsAsAnotherName() {
        Learner learner = new Learner(
                new UUID(0, 1),
                "Asha Rao",
                Learner.NameStatus.CONFIRMED,
                "asha@example.org",
                null,
                new Learner.Consents(true, false, false, Learner.IdentifierConsent.GIVEN));
        DisclosedIdentity was = new DisclosedIdentity(Optional.of("Asha Rao"), true);
        assertEquals(NamePolicy.Decision.REISSUE, NamePolicy.decide(was, true, true, learner));
        assertEquals(NamePolicy.Decision.HIDE, NamePolicy.decide(was, true, false, learner));
        assertEquals(NamePolicy.Decision.LEAVE, NamePolicy.decide(was, false, true, learner));
    }

    private static NamePolicy.Decision decision(String shown) {
        return NamePolicy.Decision.valueOf(shown.toUpperCase(Locale.ROOT));
    }
}
