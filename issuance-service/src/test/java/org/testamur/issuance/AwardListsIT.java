package org.testamur.issuance;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Lists of awards carry what a page shows, in the order and with the count that it asks for. */
@QuarkusTest
class AwardListsIT extends IssuanceITCase {

    @Test
    void staffSeeTitleInstitutionNameAndPage() {
        Campus campus = new Campus(events);
        campus.tellAll().tellResult(1, "passed", 87);
        String id = awaitAward(campus, "issued").getString("credentialId");
        registrar(campus)
                .get("/issuance/awards?count=true&sort=oldest")
                .then()
                .statusCode(200)
                .body("total", equalTo(1))
                .body("totalIsExact", equalTo(true))
                .body("items.credentialId", contains(id))
                .body("items[0].microCredential.title", notNullValue())
                .body("items[0].institution.name", notNullValue())
                .body("items[0].learnerName", notNullValue())
                .body("items[0].awardedOn", notNullValue())
                .body("items[0].pageUrl", equalTo("https://localhost:8443/verify/" + id));
        registrar(new Campus(events).tellAll())
                .get("/issuance/awards?count=true")
                .then()
                .body("total", equalTo(0));
    }
}
