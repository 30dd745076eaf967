package org.testamur.issuance.badge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.Learner.IdentifierConsent;
import org.testamur.issuance.reference.Learner.NameStatus;

class DisclosedIdentityTest {

    private static final String NAME = "Asha Rao";

    static List<Learner> learners() {
        List<Learner> all = new ArrayList<>();
        for (NameStatus standing : NameStatus.values()) {
            for (IdentifierConsent identifier : IdentifierConsent.values()) {
                for (boolean named : List.of(false, true)) {
                    for (Optional<String> email : List.of(Optional.<String>empty(), Optional.of("a@example.org"))) {
                        all.add(new Learner(
                                new UUID(0, 1),
                                NAME,
                                standing,
                                email.orElse(null),
                                null,
                                new Learner.Consents(named, false, false, identifier)));
                    }
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("learners")
    void aNewAwardShowsOnlyAConfirmedNameAndAConsentedIdentifier(Learner learner) {
        boolean named = learner.nameStatus() == NameStatus.CONFIRMED
                && learner.consents().name();
        boolean identified = learner.consents().identifier() == IdentifierConsent.GIVEN && learner.email() != null;
        assertEquals(
                new DisclosedIdentity(Optional.of(NAME).filter(name -> named), identified),
                DisclosedIdentity.of(learner));
    }

    @ParameterizedTest
    @MethodSource("learners")
    void whatTakesAnothersPlaceMayBeReadByAnybodyAndKeepsANameOfTheTimeBefore(Learner learner) {
        boolean before =
                learner.nameStatus() == NameStatus.BEFORE && learner.consents().name();
        for (DisclosedIdentity old : List.of(
                new DisclosedIdentity(Optional.empty(), true),
                new DisclosedIdentity(Optional.of(NAME), false),
                new DisclosedIdentity(Optional.of("Asha Iyer"), true))) {
            DisclosedIdentity today = old.today(learner);
            assertTrue(today.mayBeShownOf(learner));
            assertEquals(DisclosedIdentity.of(learner).identifier(), today.identifier());
            boolean kept = before && old.name().filter(NAME::equals).isPresent();
            assertEquals(kept ? old.name() : DisclosedIdentity.of(learner).name(), today.name());
            assertEquals(today, today.today(learner), "done again, nothing is left to do");
        }
    }
}
