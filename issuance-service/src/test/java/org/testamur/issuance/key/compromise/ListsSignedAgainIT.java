package org.testamur.issuance.key.compromise;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.testamur.issuance.Campus;
import org.testamur.issuance.IssuanceITCase;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.status.StatusLists;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Tokens;

/** After a compromise the publisher looks at once, and not when its window has passed. */
@QuarkusTest
@TestProfile(ListsSignedAgainIT.LongWindow.class)
class ListsSignedAgainIT extends IssuanceITCase {

    @Inject
    StatusLists lists;

    @Inject
    SigningKeys keys;

    @Inject
    Sql sql;

    public static final class LongWindow implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("testamur.issuance.status-list.publish-window", "1H");
        }
    }

    @Test
    void listsAreSignedAgainSoonAfterACompromiseThoughNoCredentialChanges() {
        Campus campus = new Campus(events).tellAll();
        await(
                () -> Access.system(campus.institution)
                        .call(() -> QuarkusTransaction.requiringNew().call(() -> keys.active(campus.institution))),
                found -> found.isPresent());
        lists.ready(campus.institution, 1);
        List<String> urls = urls(campus);
        assertEquals(2, urls.size());
        urls.forEach(url -> assertTrue(signedBy(url).endsWith("#key-1"), url));

        as(Tokens.operator())
                .contentType("application/json")
                .body("{}")
                .post("/issuance/issuers/" + campus.institution + "/keys/1/compromise")
                .then()
                .statusCode(202);

        urls.forEach(url -> {
            await(() -> signedBy(url), key -> key.endsWith("#key-2"));
            assertProofHolds(campus, json(list(url)));
        });
    }

    private List<String> urls(Campus campus) {
        return Access.system(campus.institution)
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.list(
                                "select url from status_list where institution_id = ?",
                                row -> row.getString(1),
                                campus.institution.toString())));
    }

    private static String list(String url) {
        return given().get(url.substring(url.indexOf("/status-lists/")))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String signedBy(String url) {
        return json(list(url)).at("/proof/verificationMethod").textValue();
    }
}
