package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

@QuarkusTest
@QuarkusTestResource(
        value = Servers.class,
        initArgs = {
            @ResourceArg(name = "database", value = "sample"),
            @ResourceArg(name = "topics", value = "sample.notes\nsample.things\nsample.orders\nsample.dead-letters")
        })
@QuarkusTestResource(Identity.class)
class EdgeIT {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    EntityManager entities;

    private static RequestSpecification author(String institution) {
        return given().auth()
                .oauth2(Tokens.of("adam").institution(institution, "author").sign())
                .contentType("application/json");
    }

    private static String write(String institution, String text) {
        return author(institution)
                .body("{\"text\":\"" + text + "\",\"stars\":5}")
                .post("/sample/notes")
                .then()
                .statusCode(201)
                .header("Testamur-Fact", notNullValue())
                .extract()
                .path("id");
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        author("northfield")
                .body("{\"text\":\"\",\"stars\":\"many\",\"day\":\"2026-13-01\",\"extra\":{\"a\":1}}")
                .post("/sample/notes")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:testamur:problem:invalid"))
                .body("errors.pointer", hasItems("/text", "/stars", "/day", "/extra"));
    }

    @Test
    void controlCharactersAreNamedByPlace() {
        author("northfield")
                .body("{\"text\":\"a\\u0000b\",\"stars\":1}")
                .post("/sample/notes")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/text"))
                .body("errors[0].detail", containsString("U+0000"));
        author("northfield")
                .body("{\"text\":\"a\\ud83db\",\"stars\":1}")
                .post("/sample/notes")
                .then()
                .statusCode(400)
                .body("errors[0].detail", containsString("surrogate"));
    }

    @Test
    void malformedJsonIsAProblem() {
        author("northfield")
                .body("{\"text\": ")
                .post("/sample/notes")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].detail", containsString("not well-formed"));
    }

    @Test
    void textOfAnyScriptIsKept() {
        String text = "ליאה 🧪 ليلى";
        String id = write("northfield", text);
        author("northfield").get("/sample/notes/" + id).then().body("text", equalTo(text));
    }

    @Test
    void unexpectedFailuresShowNothingOfTheInside() {
        given().get("/sample/notes/broken")
                .then()
                .statusCode(500)
                .contentType("application/problem+json")
                .body("incident", notNullValue())
                .body(not(containsString("secret")))
                .body(not(containsString("Exception")));
    }

    @Test
    void anUnknownPathIsAProblem() {
        given().get("/sample/nothing").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void tokensAreChecked() {
        String path = "/sample/notes";
        given().get(path).then().statusCode(401).contentType("application/problem+json");
        Tokens adam = Tokens.of("adam").institution("northfield", "author");
        for (String bad : List.of(
                adam.lifetime(Duration.ofMinutes(-30)).sign(),
                adam.audience("elsewhere").sign(),
                adam.issuer("https://stranger.example/realms/x").sign(),
                adam.signedByStranger(),
                "nonsense")) {
            given().auth()
                    .oauth2(bad)
                    .get(path)
                    .then()
                    .statusCode(401)
                    .contentType("application/problem+json")
                    .header("WWW-Authenticate", containsString("Bearer"));
        }
    }

    @Test
    void aRoleIsHeldAtOneInstitutionOnly() {
        String amir = Tokens.of("amir")
                .institution("harbour", "author")
                .institution("northfield", "registrar")
                .sign();
        String body = "{\"text\":\"x\",\"stars\":1}";
        given().auth()
                .oauth2(amir)
                .contentType("application/json")
                .body(body)
                .post("/sample/notes")
                .then()
                .statusCode(403)
                .body("detail", containsString("Testamur-Institution"));
        given().auth()
                .oauth2(amir)
                .header("Testamur-Institution", "northfield")
                .contentType("application/json")
                .body(body)
                .post("/sample/notes")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(amir)
                .header("Testamur-Institution", "harbour")
                .contentType("application/json")
                .body(body)
                .post("/sample/notes")
                .then()
                .statusCode(201);
        given().auth()
                .oauth2(amir)
                .header("Testamur-Institution", "elsewhere")
                .get("/sample/notes")
                .then()
                .statusCode(403);
    }

    @Test
    void anotherInstitutionsNoteIsNotFound() {
        String id = write("northfield", "ours");
        author("harbour").get("/sample/notes/" + id).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void rowLevelSecurityIsolatesWithoutTheDiscriminator() {
        UUID id = UUID.fromString(write("northfield", "ours alone"));
        assertEquals(1, countNatively(Access.staff(SampleConsumers.NORTHFIELD), id));
        assertEquals(0, countNatively(Access.staff(SampleConsumers.HARBOUR), id));
        assertEquals(0, countNatively(Access.system(SampleConsumers.HARBOUR), id));
        assertEquals(1, countNatively(Access.everywhere(), id));
        assertEquals(0, countNatively(Access.none(), id));
    }

    private long countNatively(Access access, UUID id) {
        return access.call(() -> QuarkusTransaction.requiringNew()
                .call(() -> ((Number) entities.createNativeQuery("select count(*) from note where id = ?1")
                                .setParameter(1, id)
                                .getSingleResult())
                        .longValue()));
    }

    @Test
    void aChangeNamesWhatItRead() {
        String id = write("northfield", "first");
        String body = "{\"text\":\"second\",\"stars\":1}";
        author("northfield").body(body).put("/sample/notes/" + id).then().statusCode(428);
        author("northfield")
                .header("If-Match", "\"7\"")
                .body(body)
                .put("/sample/notes/" + id)
                .then()
                .statusCode(412);
        author("northfield")
                .header("If-Match", "\"0\"")
                .body(body)
                .put("/sample/notes/" + id)
                .then()
                .statusCode(200)
                .body("version", equalTo(1));
    }

    @Test
    void aWriteSentTwiceHappensOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        Callable<String> send = () -> author("northfield")
                .header("Idempotency-Key", key)
                .body("{\"text\":\"once\",\"stars\":2}")
                .post("/sample/notes")
                .then()
                .statusCode(201)
                .header("ETag", equalTo("\"0\""))
                .header("Testamur-Fact", notNullValue())
                .extract()
                .path("id");
        try (var threads = Executors.newFixedThreadPool(4)) {
            var ids = threads.invokeAll(java.util.Collections.nCopies(8, send)).stream()
                    .map(future -> {
                        try {
                            return future.get();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .distinct()
                    .toList();
            assertEquals(1, ids.size());
        }
        author("northfield")
                .header("Idempotency-Key", key)
                .body("{\"text\":\"other\",\"stars\":2}")
                .post("/sample/notes")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:idempotency-key-reused"));
    }

    @Test
    void aRefusedWriteLeavesNothing() {
        String key = UUID.randomUUID().toString();
        author("northfield")
                .header("Idempotency-Key", key)
                .body("{\"text\":\"refuse\",\"stars\":2}")
                .post("/sample/notes")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:testamur:problem:refused"));
        long rows = Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> ((Number) entities.createNativeQuery(
                                                "select (select count(*) from note where text = 'refuse')"
                                                        + " + (select count(*) from outbox where payload like '%refuse%')"
                                                        + " + (select count(*) from idempotency_reply where key = ?1)")
                                        .setParameter(1, key)
                                        .getSingleResult())
                                .longValue()));
        assertEquals(0, rows);
    }

    @Test
    void listsAreReadPageByPage() {
        String registrar = Tokens.of("page").institution("paging", "author").sign();
        given().auth().oauth2(registrar).get("/sample/notes").then().statusCode(404);
        List<String> ids = IntStream.range(0, 5)
                .mapToObj(i -> write("harbour", "page " + i))
                .toList();
        var first = author("harbour")
                .get("/sample/notes?limit=3")
                .then()
                .statusCode(200)
                .body("items", hasSize(3))
                .body("items[0].id", equalTo(ids.getLast()))
                .header("Link", containsString("rel=\"next\""))
                .extract();
        author("harbour")
                .get("/sample/notes?limit=3&cursor=" + first.path("next"))
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(ids.get(1)));
        author("harbour").get("/sample/notes?limit=0").then().statusCode(400);
        author("harbour").get("/sample/notes?cursor=garbage").then().statusCode(400);
    }

    @Test
    void aFactThatDoesNotComeIsNotYet() {
        String token = new FactToken("sample.things", UUID.randomUUID().toString(), 1).encoded();
        author("northfield")
                .header("Testamur-After", token)
                .get("/sample/notes")
                .then()
                .statusCode(503)
                .header("Retry-After", notNullValue());
        author("northfield")
                .header("Testamur-After", "garbage")
                .get("/sample/notes")
                .then()
                .statusCode(400);
        String elsewhere = new FactToken("nobody.listens", UUID.randomUUID().toString(), 1).encoded();
        author("northfield")
                .header("Testamur-After", elsewhere)
                .get("/sample/notes")
                .then()
                .statusCode(200);
    }

    @Test
    void healthMetricsAndOpenApiAnswer() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("testamur_outbox_oldest_seconds"))
                .body(containsString("testamur_parked_oldest_seconds"))
                .body(containsString("testamur_consumer_lag_records"));
        given().get("/sample/openapi").then().statusCode(200).body(containsString("openapi: 3.1"));
    }
}
