package org.testamur.issuance.standing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.learner.Learner;

class NamePolicyTest {

    private static Learner learner(String name, boolean consents) {
        return new Learner(
                new UUID(0, 1), name, "asha@example.org", null, new Learner.Consents(consents, false, false));
    }

    @Test
    void aCredentialWithoutANameIsLeftWhateverTheLearnerIsCalled() {
        assertEquals(NamePolicy.Decision.LEAVE, NamePolicy.decide(Optional.empty(), true, learner("Asha Rao", true)));
        assertEquals(NamePolicy.Decision.LEAVE, NamePolicy.decide(Optional.empty(), false, learner("Asha Rao", false)));
    }

    @Test
    void oneThatShowsThePresentNameIsLeft() {
        assertEquals(
                NamePolicy.Decision.LEAVE, NamePolicy.decide(Optional.of("Asha Rao"), true, learner("Asha Rao", true)));
    }

    @Test
    void oneThatShowsAnotherNameIsIssuedAnewWhileItCounts() {
        assertEquals(
                NamePolicy.Decision.REISSUE,
                NamePolicy.decide(Optional.of("Asha Rao"), true, learner("Asha Iyer", true)));
    }

    @Test
    void oneThatShowsAnotherNameIsHiddenWhenItNoLongerCounts() {
        assertEquals(
                NamePolicy.Decision.HIDE,
                NamePolicy.decide(Optional.of("Asha Rao"), false, learner("Asha Iyer", true)));
    }

    @Test
    void aWithdrawnConsentIsAsGoodAsAnotherName() {
        assertEquals(
                NamePolicy.Decision.REISSUE,
                NamePolicy.decide(Optional.of("Asha Rao"), true, learner("Asha Rao", false)));
        assertEquals(
                NamePolicy.Decision.HIDE,
                NamePolicy.decide(Optional.of("Asha Rao"), false, learner("Asha Rao", false)));
    }
}
