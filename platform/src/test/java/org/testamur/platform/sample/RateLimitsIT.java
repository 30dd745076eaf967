package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Management;
import org.testamur.testing.Tokens;

/** Who asks too often is told to wait, and nobody else is. */
@QuarkusTest
@TestProfile(RateLimitsIT.Small.class)
class RateLimitsIT {

    /** Two instances: each allows 30 a minute from an address, and 20 of a log-in. */
    public static class Small implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "testamur.rate-limits.enabled", "true",
                    "testamur.rate-limits.replicas", "2",
                    "testamur.rate-limits.per-address", "60",
                    "testamur.rate-limits.per-client", "40",
                    "testamur.proxies.trusted", "127.0.0.1");
        }
    }

    /** Asks until it is refused, which comes unless a request takes longer than another is granted. */
    private static Response refusedAfter(int atLeast, int status, IntFunction<Response> request) {
        for (int i = 0; i < 500; i++) {
            Response response = request.apply(i);
            if (response.statusCode() == 429) {
                assertThat(i).isGreaterThanOrEqualTo(atLeast);
                return response;
            }
            assertThat(response.statusCode()).isEqualTo(status);
        }
        throw new AssertionError("never refused");
    }

    private static Response open(String address) {
        return given().header("X-Forwarded-For", address)
                .header("Origin", "https://wallet.example")
                .get("/sample/notes/typed?stars=1");
    }

    private static Response signedIn(String address, String person) {
        return given().header("X-Forwarded-For", address)
                .auth()
                .oauth2(Tokens.of(person).institution("northfield", "author").sign())
                .get("/sample/notes");
    }

    @Test
    void anAddressThatAsksTooOftenWaits() {
        String address = "2001:db8:0:7::1";
        open(address).then().header("RateLimit-Policy", equalTo("\"address\";q=30;w=60"));
        refusedAfter(29, 200, i -> open("2001:db8:0:7::" + i))
                .then()
                .contentType("application/problem+json")
                .header("Retry-After", notNullValue())
                .header("RateLimit", startsWith("\"address\";r=0;t="))
                .header("Access-Control-Allow-Origin", equalTo("*"))
                .header("Access-Control-Expose-Headers", containsString("RateLimit"))
                .body("type", equalTo("urn:testamur:problem:too-many-requests"));
        open("2001:db8:0:8::1").then().statusCode(200);
        Management.get("/metrics").then().body(containsString("testamur_rate_limit_refused_total{by=\"address\""));
    }

    @Test
    void aLogInThatAsksTooOftenWaitsWhereverItIs() {
        String person = "busy-" + UUID.randomUUID();
        signedIn("198.51.100.1", person)
                .then()
                .statusCode(200)
                .header("RateLimit-Policy", equalTo("\"client\";q=20;w=60"));
        Response refused = refusedAfter(19, 200, i -> signedIn("198.51.100." + i % 200, person));
        assertThat(refused.headers().getValues("Retry-After")).hasSize(1);
        signedIn("203.0.113.5", "idle-" + UUID.randomUUID()).then().statusCode(200);
    }

    @Test
    void aTokenThatIsNoneCountsForItsAddress() {
        refusedAfter(
                30,
                401,
                i -> given().header("X-Forwarded-For", "192.0.2.1")
                        .auth()
                        .oauth2("none-" + i)
                        .get("/sample/notes"));
    }
}
