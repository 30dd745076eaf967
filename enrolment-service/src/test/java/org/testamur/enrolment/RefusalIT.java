package org.testamur.enrolment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.testamur.enrolment.Stage.as;
import static org.testamur.enrolment.Stage.unique;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.enrolment.Stage.Institution;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "enrolment"))
@QuarkusTestResource(Identity.class)
class RefusalIT {

    @Inject
    Stage stage;

    private static final String ME = "/enrolment/learners/me";
    private static final String ALL = "/enrolment/enrolments";

    private final String mari = unique("mari");
    private Institution northfield = new Institution(Uuid7.next(), "none");
    private UUID enrolment = Uuid7.next();

    @BeforeEach
    void mariIsEnrolled() {
        northfield = stage.institution("northfield");
        Stage.registered(mari);
        enrolment = Stage.enrolled(mari, stage.published(northfield));
    }

    private ValidatableResponse refused(int status, Supplier<ValidatableResponse> request) {
        var before = stage.traces();
        ValidatableResponse answer = request.get().statusCode(status).contentType("application/problem+json");
        assertThat(stage.traces()).isEqualTo(before);
        return answer;
    }

    private ValidatableResponse enrolRefused(int status, UUID microCredential) {
        return refused(
                status,
                () -> as(mari).header("Idempotency-Key", unique("key"))
                        .body(Map.of("microCredentialId", microCredential))
                        .post(ALL)
                        .then());
    }

    @Test
    void unknownMicroCredential() {
        enrolRefused(404, Uuid7.next()).body("type", equalTo("urn:testamur:problem:micro-credential-not-found"));
    }

    @Test
    void draftIsAsUnknownAsAnyOther() {
        // A draft is never told, so this service holds no row that could be one.
        enrolRefused(404, UUID.fromString("0199efe2-93d7-7b41-b0c9-6a18f2e4d573"));
    }

    @Test
    void closedMicroCredential() {
        enrolRefused(409, stage.ended(northfield, "closed")).body("type", equalTo("urn:testamur:problem:closed"));
    }

    @Test
    void retiredMicroCredential() {
        enrolRefused(409, stage.ended(northfield, "retired")).body("type", equalTo("urn:testamur:problem:retired"));
    }

    @Test
    void somebodyElsesEnrolment() {
        String leo = unique("leo");
        Stage.registered(leo);
        Institution harbour = stage.institution("harbour");
        for (String id : List.of(enrolment.toString(), Uuid7.next().toString())) {
            refused(404, () -> as(leo).get(ME + "/enrolments/" + id).then())
                    .body("type", equalTo("urn:testamur:problem:enrolment-not-found"));
            refused(
                    404,
                    () -> as(leo).post(ME + "/enrolments/" + id + "/withdrawal").then());
            refused(404, () -> harbour.staff("registrar").get(ALL + "/" + id).then());
            refused(
                    404,
                    () -> harbour.staff("registrar")
                            .post(ALL + "/" + id + "/withdrawal")
                            .then());
        }
        as(mari).get(ME + "/enrolments/" + enrolment).then().body("state", equalTo("active"));
    }

    @Test
    void institutionThatIsNotThere() {
        refused(
                        404,
                        () -> as(Tokens.of("x").institution("atlantis", "registrar"))
                                .get(ALL)
                                .then())
                .body("type", equalTo("urn:testamur:problem:institution-not-found"));
    }

    @Test
    void missingRole() {
        UUID microCredential = stage.published(northfield);
        Tokens author = Tokens.of("ada").institution(northfield.slug(), "author");
        refused(403, () -> as(author).get(ALL).then()).body("type", equalTo("urn:testamur:problem:role-missing"));
        refused(403, () -> as(author).get(ALL + "/" + enrolment).then());
        refused(403, () -> as(mari).get(ALL).then());
        refused(
                403,
                () -> northfield
                        .staff("assessor")
                        .post(ALL + "/" + enrolment + "/withdrawal")
                        .then());
        refused(
                403,
                () -> northfield
                        .staff("registrar", "assessor", "author")
                        .body(Map.of("microCredentialId", microCredential))
                        .post(ALL)
                        .then());
        for (String path : List.of(ME, ME + "/enrolments", ME + "/enrolments/" + enrolment)) {
            refused(403, () -> northfield.staff("registrar").get(path).then());
            refused(403, () -> as(Tokens.operator()).get(path).then());
        }
        refused(403, () -> northfield.staff("registrar").body("{}").put(ME).then());
        refused(
                403,
                () -> northfield
                        .staff("registrar")
                        .post(ME + "/login-invitations")
                        .then());
        refused(403, () -> northfield.staff("registrar").delete(ME).then());
        refused(
                403,
                () -> as(mari).delete("/enrolment/learners/" + UUID.randomUUID())
                        .then());
        refused(
                403,
                () -> northfield
                        .staff("registrar")
                        .delete("/enrolment/learners/" + UUID.randomUUID())
                        .then());
        refused(
                403,
                () -> as(mari).post("/enrolment/operations/topics/enrolment.learners/republication")
                        .then());
    }

    @Test
    void tokenThatIsNotForUs() {
        Tokens token =
                Tokens.learner(mari).institution(northfield.slug(), "registrar").realmRole("operator");
        for (String bad : List.of(
                token.lifetime(Duration.ofMinutes(-30)).sign(),
                token.issuer("https://stranger.example/realms/x").sign(),
                token.audience("elsewhere").sign(),
                token.signedByStranger(),
                token.signWithoutSubject(),
                "nonsense")) {
            refused(
                            401,
                            () -> given().auth()
                                    .oauth2(bad)
                                    .contentType("application/json")
                                    .body("{}")
                                    .put(ME)
                                    .then())
                    .header("WWW-Authenticate", containsString("Bearer"));
            refused(
                    401,
                    () -> given().auth()
                            .oauth2(bad)
                            .contentType("application/json")
                            .body("{}")
                            .post(ALL)
                            .then());
            refused(401, () -> given().auth().oauth2(bad).get(ALL).then());
            refused(401, () -> given().auth().oauth2(bad).delete(ME).then());
        }
        refused(401, () -> given().get(ALL).then());
        refused(401, () -> given().get(ME).then());
    }

    @Test
    void malformedJson() {
        for (String body :
                List.of("", "{", "[]", "null", "{\"microCredentialId\":\"a\",\"microCredentialId\":\"b\"}", "{} {}")) {
            refused(
                            400,
                            () -> as(mari).header("Idempotency-Key", unique("key"))
                                    .body(body)
                                    .post(ALL)
                                    .then())
                    .body("type", equalTo("urn:testamur:problem:invalid"));
        }
        refused(400, () -> as(mari).body("{\"name\": ").put(ME).then());
        refused(
                        400,
                        () -> as(mari).body("{\"name\": true}")
                                .put(ME + "/consents")
                                .then())
                .body("errors.pointer", hasItems("/evidence", "/result"));
        refused(400, () -> as(mari).body("{}").post(ME + "/logins").then()).body("errors.pointer", hasItems("/code"));
    }

    @Test
    void unknownFieldsAndWrongTypesAreNamedTogether() {
        refused(
                        400,
                        () -> as(mari).body(
                                        "{\"microCredentialId\":\"no-uuid\",\"institutionId\":\"x\",\"state\":\"active\"}")
                                .post(ALL)
                                .then())
                .body("errors.pointer", hasItems("/microCredentialId", "/institutionId", "/state"));
        refused(
                        400,
                        () -> as(mari).body(
                                        "{\"name\":7,\"did\":\"nope\",\"learnerId\":\"x\",\"consents\":{\"name\":true}}")
                                .put(ME)
                                .then())
                .body("errors.pointer", hasItems("/name", "/did", "/learnerId", "/consents"));
    }

    @Test
    void consentIsNeverGuessed() {
        refused(
                        400,
                        () -> as(mari).body("{\"name\":1,\"evidence\":\"yes\",\"result\":null}")
                                .put(ME + "/consents")
                                .then())
                .body("errors.pointer", hasItems("/name", "/evidence", "/result"));
    }

    @Test
    void forbiddenCharacters() {
        for (String name :
                List.of("Ma\\u0000ri", "Ma\\u0007ri", "Ma\\u001bri", "Ma\\ud83dri", "Ma\\udc00ri", "Ma\\rri")) {
            refused(
                            400,
                            () -> as(mari).body("{\"name\":\"" + name + "\"}")
                                    .put(ME)
                                    .then())
                    .body("errors.pointer", hasItems("/name"));
        }
        refused(400, () -> as(mari).body("{\"name\":\"Mari\\nTamm\"}").put(ME).then())
                .body("errors.pointer", hasItems("/name"));
    }

    @Test
    void anotherAddressThanTheTokens() {
        refused(
                        400,
                        () -> as(mari).body("{\"email\":\"somebody@else.example\",\"name\":\" \"}")
                                .put(ME)
                                .then())
                .body("errors.pointer", hasItems("/name"));
        refused(
                        400,
                        () -> as(mari).body("{\"email\":\"somebody@else.example\"}")
                                .put(ME)
                                .then())
                .body("errors.pointer", hasItems("/email"));
    }

    @Test
    void faultyParameters() {
        refused(
                        400,
                        () -> northfield
                                .staff("registrar")
                                .get(ALL + "?state=gone&learnerId=x&microCredentialId=y")
                                .then())
                .body("errors.pointer", hasItems("query:state", "query:learnerId", "query:microCredentialId"));
        refused(400, () -> northfield.staff("registrar").get(ALL + "?limit=0").then());
        refused(
                400,
                () -> northfield.staff("registrar").get(ALL + "?cursor=garbage").then());
        refused(404, () -> northfield.staff("registrar").get(ALL + "/no-uuid").then());
        refused(400, () -> as(mari).header("Testamur-After", "garbage").get(ME).then());
        refused(
                400,
                () -> as(mari).header("Idempotency-Key", "k".repeat(201))
                        .body(Map.of("microCredentialId", Uuid7.next()))
                        .post(ALL)
                        .then());
    }

    @Test
    void whoIsNotRegistered() {
        String nobody = unique("nobody");
        UUID microCredential = stage.published(northfield);
        refused(
                        403,
                        () -> as(nobody)
                                .body(Map.of("microCredentialId", microCredential))
                                .post(ALL)
                                .then())
                .body("type", equalTo("urn:testamur:problem:not-registered"));
        refused(403, () -> as(nobody).delete(ME).then());
        refused(
                403,
                () -> as(nobody)
                        .body("{\"name\":true,\"evidence\":true,\"result\":true}")
                        .put(ME + "/consents")
                        .then());
        refused(403, () -> as(nobody).post(ME + "/login-invitations").then());
    }

    @Test
    void bodyThatIsTooLarge() {
        var before = stage.traces();
        as(mari).body("{\"name\":\"" + "n".repeat(1_100_000) + "\"}")
                .put(ME)
                .then()
                .statusCode(413);
        assertThat(stage.traces()).isEqualTo(before);
    }
}
