package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.testamur.testing.Await.await;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.testamur.platform.event.FactToken;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Identity;
import org.testamur.testing.Management;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

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
class EdgeIT {

    @Inject
    AgroalDataSource dataSource;

    @Inject
    EntityManager entities;

    @Inject
    MeterRegistry metrics;

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
    void whatTheServerItselfRefusesIsAProblemToo() {
        String id = write("northfield", "x");
        for (var refused : Map.of(
                        404, author("northfield").get("/sample/notes/not-a-uuid"),
                        405, author("northfield").delete("/sample/notes/" + id),
                        406, author("northfield").accept("image/png").get("/sample/notes/" + id),
                        415,
                                author("northfield")
                                        .contentType("text/csv")
                                        .body("a,b")
                                        .post("/sample/notes"))
                .entrySet()) {
            refused.getValue().then().statusCode(refused.getKey()).contentType("application/problem+json");
        }
        author("northfield").head("/sample/notes/" + id).then().statusCode(200);

        String large = "{\"text\":\"" + "x".repeat(1_100_000) + "\",\"stars\":1}";
        author("northfield")
                .body(large)
                .post("/sample/notes")
                .then()
                .statusCode(413)
                .contentType("application/problem+json");
    }

    @Test
    void aQueryParameterOfTheWrongTypeIsNamed() {
        author("northfield")
                .get("/sample/notes?limit=abc")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("query:limit"));
        given().get("/sample/notes/typed?stars=abc")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors[0].pointer", equalTo("query:stars"));
        given().get("/sample/notes/typed?stars=6")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("query:stars"));
        for (String cursor : List.of("%00", "AAAA", "%F0%9F%A7%AA", "MTk5", "-", "a".repeat(3000))) {
            author("northfield")
                    .urlEncodingEnabled(false)
                    .get("/sample/notes?cursor=" + cursor)
                    .then()
                    .statusCode(400)
                    .body("errors[0].pointer", equalTo("query:cursor"));
        }
        write("northfield", "1");
        write("northfield", "2");
        author("northfield")
                .urlEncodingEnabled(false)
                .get("/sample/notes?limit=1&q=%7Bx%7D%25")
                .then()
                .statusCode(200)
                .header("Link", containsString("q=%7Bx%7D%25"));
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
                adam.sign() + "==",
                adam.sign() + ".",
                ".",
                "..",
                "...",
                "....",
                "a..b",
                ".a.b",
                "a.b.",
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
                .body("type", is("urn:testamur:problem:no-institution"))
                .body("detail", containsString("Testamur-Institution"));
        given().auth()
                .oauth2(amir)
                .header("Testamur-Institution", "northfield")
                .contentType("application/json")
                .body(body)
                .post("/sample/notes")
                .then()
                .statusCode(403)
                .body("type", is("urn:testamur:problem:role-missing"));
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
                .statusCode(403)
                .body("type", is("urn:testamur:problem:no-institution"));
    }

    @Test
    void aRealmRoleOfTheSameNameCountsAtNoInstitution() {
        given().auth()
                .oauth2(Tokens.of("nora")
                        .institution("northfield", "registrar")
                        .realmRole("author")
                        .realmRole("employer")
                        .sign())
                .contentType("application/json")
                .body("{\"text\":\"x\",\"stars\":1}")
                .post("/sample/notes")
                .then()
                .statusCode(403);
    }

    @Test
    void theDocumentNamesTheHeadersThatThePlatformReads() {
        String notes = "paths.'/sample/notes'.";
        given().queryParam("format", "json")
                .get("/sample/openapi")
                .then()
                .statusCode(200)
                .body(
                        notes + "post.parameters.name",
                        hasItems("Testamur-Institution", "Testamur-After", "Idempotency-Key"))
                .body(notes + "get.parameters.name", hasItems("Testamur-Institution", "Testamur-After"))
                .body(notes + "get.parameters.name", not(hasItems("Idempotency-Key")));
    }

    @Test
    void theDocumentNamesTheErrorsThatFollowFromAnOperationsAnnotations() {
        String notes = "paths.'/sample/notes'.";
        String one = "paths.'/sample/notes/{id}'.";
        given().queryParam("format", "json")
                .get("/sample/openapi")
                .then()
                .statusCode(200)
                .body(
                        notes + "post.responses.keySet()",
                        hasItems("400", "401", "403", "409", "413", "415", "429", "500", "503"))
                .body(notes + "post.responses.keySet()", not(hasItems("404", "412")))
                .body(notes + "get.responses.keySet()", not(hasItems("409", "413", "415")))
                .body(notes + "get.responses.'200'.headers.keySet()", hasItems("Link"))
                .body(notes + "get.'x-testamur-roles'", hasItems("author", "registrar"))
                .body(notes + "post.responses.'403'.description", containsString("author"))
                .body(one + "get.responses.keySet()", hasItems("404"))
                .body("paths.'/sample/notes/typed'.get.responses.keySet()", not(hasItems("401", "403")))
                .body("components.responses.Invalid.content.keySet()", hasItems("application/problem+json"))
                .body("components.schemas.Problem.required", hasItems("type", "title", "status"))
                .body("components.schemas.NoteView.required", hasItems("id", "text", "version"))
                .body("components.securitySchemes.openIdConnect.type", equalTo("openIdConnect"));
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
    void aRepetitionOfBytesGetsTheSameTextAndOtherBytesAConflict() {
        String key = UUID.randomUUID().toString();
        String path = "/sample/notes/" + UUID.randomUUID() + "/attachment";
        for (int i = 0; i < 2; i++) {
            author("northfield")
                    .contentType("image/png")
                    .header("Idempotency-Key", key)
                    .body(new byte[] {1, 2, 3})
                    .post(path)
                    .then()
                    .statusCode(201)
                    .contentType("text/plain")
                    .body(equalTo("\"3\" bytes"));
        }
        author("northfield")
                .contentType("image/png")
                .header("Idempotency-Key", key)
                .body(new byte[] {1, 2, 4})
                .post(path)
                .then()
                .statusCode(409);
    }

    @Test
    void aKeyIsTheCallersOwn() {
        String key = UUID.randomUUID().toString();
        String body = "{\"text\":\"mine\",\"stars\":2}";
        String first = author("northfield")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/sample/notes")
                .path("id");
        String second = given().auth()
                .oauth2(Tokens.of("eve").institution("northfield", "author").sign())
                .contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post("/sample/notes")
                .path("id");
        assertNotEquals(first, second);
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
        // A client that joins what it heard, and heard nothing from some answer.
        author("northfield")
                .header("Testamur-After", ", " + elsewhere + " ,, ")
                .get("/sample/notes")
                .then()
                .statusCode(200);
    }

    @Test
    void onlyWhoIsSignedInWaitsForAFact() {
        String token = new FactToken("sample.things", UUID.randomUUID().toString(), 1).encoded();
        // The shortest of several: a busy machine may pause in one of them, and each would wait for two seconds.
        Duration shortest = IntStream.range(0, 10)
                .mapToObj(turn -> {
                    long began = System.nanoTime();
                    given().header("Testamur-After", token)
                            .get("/sample/notes/typed?stars=1")
                            .then()
                            .statusCode(503)
                            .header("Retry-After", notNullValue());
                    return Duration.ofNanos(System.nanoTime() - began);
                })
                .min(Duration::compareTo)
                .orElseThrow();
        assertTrue(shortest.compareTo(Duration.ofMillis(1500)) < 0, shortest.toString());
    }

    @Test
    void nobodyTakesAllPlacesOfThoseWhoWait() throws Exception {
        String unknown = new FactToken("sample.things", UUID.randomUUID().toString(), 1).encoded();
        List<Integer> waited = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> requests = IntStream.range(0, 40)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> author("northfield")
                            .header("Testamur-After", unknown)
                            .get("/sample/notes")
                            .then()
                            .statusCode(503)))
                    .toList();
            await(() -> {
                waited.add((int) metrics.get("testamur.after.waiting").gauge().value());
                return requests.stream().allMatch(Future::isDone);
            });
            for (Future<?> request : requests) {
                request.get();
            }
        }
        int most = Collections.max(waited);
        assertTrue(most > 0 && most <= 10, most + " of one log-in waited at once");
    }

    @Test
    void addressesAreThePlatformsOwnWhateverHostIsAsked() {
        write("harbour", "one");
        write("harbour", "two");
        for (String header : List.of("Host", "X-Forwarded-Host")) {
            String link = author("harbour")
                    .header(header, "evil-host.example")
                    .get("/sample/notes?limit=1")
                    .then()
                    .statusCode(200)
                    .extract()
                    .header("Link");
            assertTrue(link.startsWith("<https://localhost:8443/sample/notes?"), link);
        }
    }

    @Test
    void parametersThatAnOperationDoesNotDeclareAreRefusedByName() {
        given().get("/sample/notes/typed?stars=1&colour=red&size=2")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", equalTo(List.of("query:colour", "query:size")))
                .body("errors[0].detail", containsString("stars"));
        given().get("/sample/notes/typed?stars=1&stars=2")
                .then()
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("query:stars")));
        // Who may not call it is told so first.
        given().get("/sample/notes?colour=red").then().statusCode(401);
    }

    @Test
    void everyAnswerTellsBrowsersWhatIsSafe() {
        for (String path : List.of("/sample/notes/typed?stars=1", "/sample/notes", "/sample/nothing", "/sample/%00")) {
            given().urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .header("X-Content-Type-Options", equalTo("nosniff"))
                    .header("Referrer-Policy", equalTo("no-referrer"));
        }
    }

    @Test
    void whatNobodyCanReadIsAProblemAndNoFailure() {
        for (String path : List.of("/sample/notes/%00", "/sample/notes/x", "/sample/nothing")) {
            author("northfield")
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("detail", notNullValue());
        }
        for (String path : List.of("/sample/notes/%ff", "/sample/notes?limit=%00", "/sample/notes?a=%c0%ae")) {
            author("northfield")
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("errors[0].detail", notNullValue());
        }
        for (String host : List.of("a b", "<script>", "x/y")) {
            given().header("Host", host)
                    .get("/sample/notes/typed?stars=1")
                    .then()
                    .statusCode(400)
                    .body(not(containsString("script")));
        }
    }

    @Test
    void hostileTokensOfFactsAreRefusedOrWaitForNothing() {
        String unknown = new FactToken("sample.things", UUID.randomUUID().toString(), 1).encoded();
        author("northfield")
                .header("Testamur-After", String.join(",", Collections.nCopies(21, unknown)))
                .get("/sample/notes")
                .then()
                .statusCode(400);
        for (String hostile :
                List.of("sample.things\nkey\0\n1", "sample.things\n" + "k".repeat(4000) + "\n1", "\n\n1")) {
            author("northfield")
                    .header(
                            "Testamur-After",
                            Base64.getUrlEncoder()
                                    .withoutPadding()
                                    .encodeToString(hostile.getBytes(StandardCharsets.UTF_8)))
                    .get("/sample/notes")
                    .then()
                    .statusCode(400);
        }
    }

    @Test
    void requestsThatWaitForFactsLeaveTheDatabaseToOthers() throws Exception {
        String unknown = new FactToken("sample.things", UUID.randomUUID().toString(), 1).encoded();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> waiting = IntStream.range(0, 150)
                    .mapToObj(i -> threads.submit(() -> author("northfield")
                            .header("Testamur-After", unknown)
                            .get("/sample/notes")
                            .statusCode()))
                    .toList();
            for (int i = 0; i < 10; i++) {
                author("northfield").get("/sample/notes").then().statusCode(200);
            }
            for (Future<Integer> future : waiting) {
                assertEquals(503, future.get());
            }
        }
    }

    @Test
    void factsUnderRowLevelSecurityAreToldAgain() {
        for (int i = 0; i < 25; i++) {
            write("northfield", "told " + i);
        }
        var answer = given().auth()
                .oauth2(Tokens.operator().sign())
                .post("/sample/operations/topics/sample.notes/republication")
                .then()
                .statusCode(200)
                .body("facts", greaterThanOrEqualTo(25))
                .extract();
        assertEquals(20, answer.header("Testamur-Fact").split(",", -1).length);
    }

    @Test
    void accessEndsWithItsTransaction() {
        UUID id = UUID.fromString(write("northfield", "mine alone"));
        Access.staff(SampleConsumers.NORTHFIELD)
                .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                    assertEquals(1, countNatively(Access.current(), id));
                    assertEquals(0, countNatively(Access.staff(SampleConsumers.HARBOUR), id));
                    assertEquals(1, countNatively(Access.current(), id));
                }));
        assertThrows(
                IllegalStateException.class,
                () -> Access.staff(SampleConsumers.NORTHFIELD)
                        .run(() -> QuarkusTransaction.requiringNew().run(() -> {
                            assertEquals(1, countNatively(Access.current(), id));
                            throw new IllegalStateException("rolled back");
                        })));
        for (int i = 0; i < 20; i++) {
            assertEquals(0, countNatively(Access.none(), id));
            assertEquals(0, countOutsideTransactions(id));
        }
    }

    /** A plan made while a table is small is kept when it has grown. */
    @Test
    void statementsArePlannedForTablesThatWillGrow() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet setting = statement.executeQuery("show enable_seqscan")) {
            setting.next();
            assertEquals("off", setting.getString(1));
        }
    }

    private long countOutsideTransactions(UUID id) {
        return Access.staff(SampleConsumers.NORTHFIELD).call(() -> {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery("select count(*) from note where id = '" + id + "'")) {
                result.next();
                return result.getLong(1);
            }
        });
    }

    @Test
    void healthMetricsAndOpenApiAnswer() {
        Management.get("/health/live").then().statusCode(200);
        Management.get("/health/ready").then().statusCode(200);
        Management.get("/metrics")
                .then()
                .statusCode(200)
                .body(containsString("testamur_outbox_oldest_seconds"))
                .body(containsString("testamur_outbox_held"))
                .body(containsString("testamur_parked_oldest_seconds"))
                .body(containsString("testamur_consumer_lag_records"));
        given().get("/sample/openapi").then().statusCode(200).body(containsString("openapi: 3.1"));
    }
}
