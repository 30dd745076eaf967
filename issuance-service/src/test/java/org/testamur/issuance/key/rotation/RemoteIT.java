package org.testamur.issuance.key.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.SigningProcesses;
import org.testamur.testing.Management;

@QuarkusTest
@QuarkusTestResource(value = SigningProcesses.class, restrictToAnnotatedClass = true)
class RemoteIT extends BackendITCase {

    @Test
    void aKeyInTheSigningProcessSignsWhatEverybodyVerifies() {
        Campus campus = issuing();
        assertVerifies(campus, document(campus));
        assertEquals(
                1,
                count(
                        "select count(*) from signing_key where institution_id = ? and backend = 'remote' and reference"
                                + " like 'testamur-%' and sealed_seed is null",
                        campus.institution.toString()));
        assertTrue(Management.get("/metrics")
                .asString()
                .contains("testamur_signing_signatures_total{backend=\"remote\"}"));
        String audit = SigningProcesses.audit();
        assertTrue(audit.contains("client=issuance act=create label=testamur-"), audit);
        assertTrue(audit.contains("client=issuance act=sign label=testamur-"), audit);
    }

    @Test
    void resultsWaitWhileTheSigningProcessIsKilledAndAreAllIssuedOnceWhenItRunsAgain() {
        resultsWaitWhile(SigningProcesses::kill, SigningProcesses::startAgain, "the signing process");
    }

    @Tag("endurance")
    @Test
    void resultsWaitWhileTheSigningProcessIsStoppedAndAreAllIssuedOnceWhenItGoesOn() {
        resultsWaitWhile(SigningProcesses::halt, SigningProcesses::goOn, "the signing");
    }
}
