package org.testamur.issuance.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.testing.Events.Event;

/** A learner whom staff registered, without an e-mail address and without log-ins, is awarded like any other. */
@QuarkusTest
class LearnerWithoutAddressIT extends IssuanceITCase {

    @Test
    void isAwardedUnderThePseudonymAlone() {
        Campus campus = new Campus(events);
        Event told = campus.learner(1);
        Campus.data(told).remove(List.of("email", "logins"));
        awardedTo(campus, told);
    }

    @Test
    void anEmptyListOfLogInsIsAsGoodAsNone() {
        Campus campus = new Campus(events);
        Event told = campus.learner(1);
        Campus.data(told).remove("email");
        Campus.data(told).putArray("logins");
        awardedTo(campus, told);
    }

    private void awardedTo(Campus campus, Event learner) {
        campus.tellOrganisation();
        campus.tellMicroCredential();
        events.send("enrolment.learners", learner);
        campus.tellEnrolment();
        campus.tellResult(1, "passed", 87);
        String text = credential(awaitAward(campus, "issued").getString("credentialId"));
        assertTrue(json(text).at("/credentialSubject/identifier").isMissingNode(), text);
        assertVerifies(campus, text);
    }
}
