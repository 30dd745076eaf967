package org.testamur.issuance.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.testamur.issuance.reference.Learner.IdentifierConsent;
import org.testamur.issuance.reference.Learner.NameStatus;
import org.testamur.platform.event.IncomingEvent;

class LearnerTest {

    private static final String DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
    private static final String OTHER = "did:web:learner.example";

    private static Learner learner(String name, NameStatus standing, String did, IdentifierConsent identifier) {
        return new Learner(
                new UUID(0, 1),
                name,
                standing,
                "asha@example.org",
                did,
                new Learner.Consents(true, false, false, identifier));
    }

    private static Learner following(Learner told, Learner before) {
        return told.following(Optional.of(before), false);
    }

    @ParameterizedTest
    @CsvSource({
        "Asha Rao,  CONFIRMED,   Asha Rao, BEFORE,      CONFIRMED",
        "Asha Rao,  UNCONFIRMED, Asha Rao, BEFORE,      BEFORE",
        "Asha Iyer, UNCONFIRMED, Asha Rao, BEFORE,      UNCONFIRMED",
        "Asha Iyer, CONFIRMED,   Asha Rao, BEFORE,      CONFIRMED",
        "Asha Rao,  UNCONFIRMED, Asha Rao, CONFIRMED,   UNCONFIRMED",
        "Asha Rao,  UNCONFIRMED, Asha Rao, UNCONFIRMED, UNCONFIRMED",
        "Asha Rao,  CONFIRMED,   Asha Rao, UNCONFIRMED, CONFIRMED"
    })
    void aNameOfTheTimeBeforeStaysSoUntilItChangesOrIsConfirmed(
            String name, NameStatus told, String nameBefore, NameStatus before, NameStatus comesTo) {
        assertEquals(
                comesTo,
                following(
                                learner(name, told, DID, IdentifierConsent.NEVER),
                                learner(nameBefore, before, DID, IdentifierConsent.NEVER))
                        .nameStatus());
    }

    @ParameterizedTest
    @CsvSource({
        "NEVER, NEVER,     NEVER",
        "NEVER, GIVEN,     WITHDRAWN",
        "NEVER, WITHDRAWN, WITHDRAWN",
        "GIVEN, NEVER,     GIVEN",
        "GIVEN, GIVEN,     GIVEN",
        "GIVEN, WITHDRAWN, GIVEN"
    })
    void aConsentThatIsNotThereAnyMoreWasWithdrawn(
            IdentifierConsent told, IdentifierConsent before, IdentifierConsent comesTo) {
        Learner known = learner("Asha Rao", NameStatus.CONFIRMED, DID, before);
        Learner now = following(learner("Asha Rao", NameStatus.CONFIRMED, DID, told), known);
        assertEquals(comesTo, now.consents().identifier());
        assertEquals(comesTo != before, known.showsOtherwise(now));
    }

    @ParameterizedTest
    @EnumSource(NameStatus.class)
    void aDidIsTakenWhenItIsProvedOrWasKnown(NameStatus standing) {
        Learner told = learner("Asha Rao", standing, DID, IdentifierConsent.NEVER);
        assertNull(told.following(Optional.empty(), false).did());
        assertEquals(DID, told.following(Optional.empty(), true).did());
        assertEquals(DID, following(told, told).did());
        assertNull(following(told, learner("Asha Rao", standing, OTHER, IdentifierConsent.NEVER))
                .did());
    }

    @Test
    void aMethodThatNobodyKnowsConfirmsNothing() {
        assertEquals(
                NameStatus.CONFIRMED,
                told("{\"method\": \"identity-provider\"}").nameStatus());
        assertEquals(
                NameStatus.CONFIRMED,
                told("{\"method\": \"staff\", \"by\": \"x\"}").nameStatus());
        assertEquals(NameStatus.UNCONFIRMED, told("{\"method\": \"hearsay\"}").nameStatus());
        assertEquals(NameStatus.UNCONFIRMED, told("{}").nameStatus());
        assertEquals(NameStatus.UNCONFIRMED, told("null").nameStatus());
    }

    private static Learner told(String confirmation) {
        String key = new UUID(0, 1).toString();
        IncomingEvent event = IncomingEvent.of(
                key,
                Map.of(
                        "ce_id", key,
                        "ce_type", "org.testamur.enrolment.learner.changed.v1",
                        "ce_time", "2026-11-20T08:00:00Z",
                        "ce_aggregateversion", "1"),
                ("{\"learnerId\": \"" + key + "\", \"name\": \"Asha Rao\", \"nameConfirmation\": " + confirmation + "}")
                        .getBytes(StandardCharsets.UTF_8));
        return event.data(LearnerConsumer.LearnerFact.class).learner();
    }
}
