package org.testamur.issuance.key.compromise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.testing.Tokens;

@QuarkusTest
class ReplacementsWaitIT extends IssuanceITCase {

    @Inject
    BackgroundWork work;

    @Inject
    Compromises compromises;

    @Inject
    ReplaceCredential replace;

    @Inject
    PlatformConfig platform;

    @Inject
    TransactionSynchronizationRegistry transaction;

    @Inject
    Clock clock;

    @Inject
    Sql sql;

    @Test
    void whileLearnersAreToldAnewReplacementsWaitAndNoneIsGivenUp() {
        Campus campus = new Campus(events).tellAll();
        campus.tellResult(1, "passed", 80);
        awaitAward(campus, "issued");
        know(campus, false);
        String id = as(Tokens.operator())
                .contentType("application/json")
                .body("{}")
                .post("/issuance/issuers/" + campus.institution + "/keys/1/compromise")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        ReplaceSigned instance = new ReplaceSigned(compromises, replace, platform, transaction, work, clock);
        for (int attempt = 0; attempt < 5; attempt++) {
            instance.step();
        }
        assertEquals(0, report(id).getInt("credentials.failed"));

        know(campus, true);

        JsonPath report = await(() -> report(id), now -> now.getString("state").equals("finished"));
        assertEquals(1, report.getInt("credentials.reissued"));
        assertEquals(0, report.getInt("credentials.failed"));
    }

    private static JsonPath report(String id) {
        return as(Tokens.operator()).get("/issuance/key-compromises/" + id).jsonPath();
    }

    private void know(Campus campus, boolean known) {
        Access.everywhere()
                .run(() -> QuarkusTransaction.requiringNew()
                        .run(() -> sql.update(
                                "update learner set known = ? where learner_id = ?", known, campus.learner)));
    }
}
