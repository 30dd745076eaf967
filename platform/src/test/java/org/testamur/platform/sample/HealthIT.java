package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.testamur.platform.health.DegradedStates;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

/** What machines and operators are told of an instance. */
@QuarkusTest
@QuarkusTestResource(
        value = Servers.class,
        initArgs = {
            @ResourceArg(name = "database", value = "sample"),
            @ResourceArg(
                    name = "topics",
                    value = "sample.notes\nsample.things\nsample.orders\nsample.parcels\nsample.dead-letters")
        })
@QuarkusTestResource(Identity.class)
class HealthIT {

    @Inject
    DegradedStates states;

    @Test
    void aDegradedStateIsToldEverywhereAndKeepsTheInstanceReady() {
        states.begin("sample-part", "The sample part rests.");
        try {
            Management.get("/health/group/degraded")
                    .then()
                    .statusCode(503)
                    .body("status", equalTo("DOWN"))
                    .body(
                            "checks.find { it.name == 'degraded' }.data.'sample-part'",
                            equalTo("The sample part rests."));
            Management.get("/metrics").then().body(containsString("testamur_degraded{what=\"sample-part\"} 1.0"));
            Management.get("/health/ready").then().statusCode(200);
            Management.get("/health/live").then().statusCode(200);
            given().auth()
                    .oauth2(Tokens.operator().sign())
                    .get("/sample/operations/health")
                    .then()
                    .statusCode(200)
                    .body("live", equalTo(true))
                    .body("ready", equalTo(true))
                    .body("degraded.code", hasItem("sample-part"))
                    .body("degraded.find { it.code == 'sample-part' }.since", notNullValue());
        } finally {
            states.end("sample-part");
        }
        Management.get("/metrics").then().body(containsString("testamur_degraded{what=\"sample-part\"} 0.0"));
        Management.get("/health/group/degraded").then().body(not(containsString("sample-part")));
    }

    @Test
    void onlyOperatorsAreToldByTheService() {
        given().get("/sample/operations/health").then().statusCode(401);
        given().auth()
                .oauth2(Tokens.of("adam").institution("northfield", "registrar").sign())
                .get("/sample/operations/health")
                .then()
                .statusCode(403);
    }

    @Test
    void healthAndMetricsAnswerOnTheManagementPortOnly() {
        for (String path : List.of("/q/health", "/q/health/live", "/q/health/ready", "/q/metrics", "/q/health-ui")) {
            given().get(path).then().statusCode(404);
        }
    }
}
