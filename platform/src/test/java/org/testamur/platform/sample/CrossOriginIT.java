package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Tokens;
import org.testamur.testing.edge.AnyOrigin;
import org.testamur.testing.edge.DescribedService;

/** Which pages may read which answers. */
@QuarkusTest
class CrossOriginIT {

    private static final String CAMPUS = "https://campus.example";

    private static RequestSpecification author(String origin) {
        return given().auth()
                .oauth2(Tokens.of("adam").institution("northfield", "author").sign())
                .header("Origin", origin)
                .contentType("application/json");
    }

    @Test
    void pagesOfAnyOriginMayUseWhatIsOpenAndNothingElse() {
        assertEquals(
                List.of(),
                AnyOrigin.faults(DescribedService.at(URI.create("http://localhost:" + RestAssured.port), "sample")));
    }

    @Test
    void aConfiguredOriginMayUseTheRest() {
        given().header("Origin", CAMPUS)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                .options("/sample/notes")
                .then()
                .statusCode(204)
                .header("Access-Control-Allow-Origin", equalTo(CAMPUS))
                .header("Access-Control-Allow-Methods", equalTo("GET, HEAD, OPTIONS, POST"))
                .header("Access-Control-Allow-Headers", containsString("Authorization"))
                .header("Vary", containsString("origin"));
        author(CAMPUS)
                .get("/sample/notes")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(CAMPUS))
                .header("Access-Control-Allow-Credentials", nullValue())
                .header("Access-Control-Expose-Headers", containsString("Testamur-Fact"));
        // A refusal can be read as well.
        given().header("Origin", CAMPUS)
                .get("/sample/notes")
                .then()
                .statusCode(401)
                .header("Access-Control-Allow-Origin", equalTo(CAMPUS));
    }

    @Test
    void anotherOriginIsAnsweredAsAProgramIsAndItsPageMayNotRead() {
        for (String origin : List.of("https://elsewhere.example", "null", "https://campus.example.evil.example", "")) {
            author(origin)
                    .get("/sample/notes")
                    .then()
                    .statusCode(200)
                    .header("Access-Control-Allow-Origin", nullValue())
                    .header("Vary", containsString("origin"));
            given().header("Origin", origin)
                    .header("Access-Control-Request-Method", "POST")
                    .options("/sample/notes")
                    .then()
                    .statusCode(204)
                    .header("Access-Control-Allow-Origin", nullValue());
        }
    }

    @Test
    void theDescriptionAnswersAnyOrigin() {
        given().header("Origin", "https://tools.example")
                .get("/sample/openapi")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo("*"));
    }
}
