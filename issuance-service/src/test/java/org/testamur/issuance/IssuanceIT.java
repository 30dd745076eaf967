package org.testamur.issuance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

@QuarkusTest
class IssuanceIT extends IssuanceITCase {

    @Test
    void aPassBecomesACredentialThatVerifies() throws Exception {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 87);

        JsonPath award = awaitAward(campus, "issued");

        assertEquals(1, award.getInt("awardNumber"));
        String id = award.getString("credentialId");
        String text = credential(id);
        System.out.println(text);
        assertVerifies(campus, text);
        assertEquals("8", id.substring(14, 15));
    }
}
