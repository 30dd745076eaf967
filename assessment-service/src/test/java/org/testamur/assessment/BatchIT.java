package org.testamur.assessment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.testamur.testing.Await.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.testamur.assessment.World.Enrolled;
import org.testamur.platform.Uuid7;
import org.testamur.platform.tenancy.Access;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** Results by the thousand: accepted, recorded once each whatever happens, told, cancelled, forgotten. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BatchIT {

    private static final String BATCHES = "/assessment/result-batches";
    private static final int MOST = 10_000;

    @Inject
    AgroalDataSource dataSource;

    private Tables tables;
    private Events events;
    private World world;

    @BeforeEach
    void open() {
        tables = new Tables(dataSource);
        events = World.connect();
        world = World.create(events);
    }

    @AfterEach
    void close() {
        events.close();
    }

    /** First: plans that were kept for tables of a few rows are slow for many until PostgreSQL has analysed them. */
    @Test
    @Order(1)
    void tenThousandRowsAreRecordedOnceAndToldAndTheSameAgainChangesNothing() throws Exception {
        List<UUID> enrolments = enrolled(MOST);
        String body = json(enrolments, row -> Integer.toString(row % 101));

        Response accepted = registrar().body(body).post(BATCHES);
        accepted.then()
                .statusCode(202)
                .header("Location", containsString(BATCHES + "/" + accepted.path("id")))
                .body("rows", equalTo(MOST))
                .body("awards", equalTo("/issuance/batches/" + accepted.path("id")));

        JsonPath batch = finished(accepted);
        assertThat(counts(batch)).isEqualTo(Map.of("recorded", MOST));
        assertThat(tables.everywhere(
                        "select count(*) from result_revision r join result_batch_row b using (enrolment_id)"
                                + " where b.batch_id = ?::uuid and r.revision = 1",
                        batch.getString("id")))
                .containsExactly(Integer.toString(MOST));
        Duration taken = Duration.between(
                Instant.parse(batch.getString("startedAt")), Instant.parse(batch.getString("finishedAt")));
        System.out.printf("recorded %d rows in %d ms%n", MOST, taken.toMillis());

        Response again = given().auth()
                .oauth2(rita().sign())
                .contentType("text/csv; charset=UTF-8")
                .body("\uFEFF" + csv(enrolments, row -> row % 101 + ".00").replace("\n", "\r\n"))
                .post(BATCHES);
        assertThat(counts(finished(again))).isEqualTo(Map.of("unchanged", MOST));

        String id = batch.getString("id");
        world.awaitTold(enrolments.getLast(), 1);
        List<Events.Event> told = events.read("assessment.results").stream()
                .filter(event -> event.data() != null
                        && event.data().at("/batch/id").asText().equals(id))
                .toList();
        assertThat(told).hasSize(MOST);
        assertThat(told.stream().map(Events.Event::key).collect(Collectors.toSet()))
                .hasSize(MOST);
        assertThat(told.stream()
                        .map(event -> data(event).at("/batch/row").asInt())
                        .collect(Collectors.toSet()))
                .hasSize(MOST);
        assertThat(schemaFaults(told.getFirst())).isEmpty();
    }

    @Test
    void theSameKeyAgainIsTheSameBatch() {
        List<UUID> enrolments = enrolled(2);
        String body = json(enrolments, row -> "70");
        String key = "batch-" + UUID.randomUUID();
        String first = registrar()
                .header("Idempotency-Key", key)
                .body(body)
                .post(BATCHES)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        registrar()
                .header("Idempotency-Key", key)
                .body(body)
                .post(BATCHES)
                .then()
                .statusCode(202)
                .header("Idempotency-Replayed", "true")
                .header("Location", endsWith(first))
                .body("id", equalTo(first));
        registrar()
                .header("Idempotency-Key", key)
                .body(json(enrolments, row -> "71"))
                .post(BATCHES)
                .then()
                .statusCode(409);
        assertThat(registrar().get(BATCHES).jsonPath().getList("items.id")).containsExactly(first);
    }

    @Test
    void aFaultyRowKeepsTheWholeBatchOut() {
        List<UUID> enrolments = enrolled(3);
        String body = csv(enrolments, row -> row == 1 ? "many" : "70") + enrolments.getFirst() + ",70," + world.today()
                + "\n";
        given().auth()
                .oauth2(rita().sign())
                .contentType("text/csv")
                .body(body)
                .post(BATCHES)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("errors.pointer", hasItems("/rows/1/score", "/rows/3/enrolmentId"))
                .body("errors.detail", hasItems("row 4: is the enrolment of row 1 already"));
        assertThat(registrar().get(BATCHES).jsonPath().getList("items")).isEmpty();
        registrar()
                .contentType("application/xml")
                .body("<rows/>")
                .post(BATCHES)
                .then()
                .statusCode(415);
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedByNameHoweverItIsSent() throws Exception {
        byte[] large =
                ("{\"rows\":[" + " ".repeat(8 * 1024 * 1024) + "]}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (HttpRequest.BodyPublisher body : List.of(
                    HttpRequest.BodyPublishers.ofByteArray(large),
                    HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))) {
                HttpResponse<String> answer = client.send(
                        request()
                                .header("Content-Type", "application/json")
                                .POST(body)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(413);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
            }
        }
        assessor()
                .body(" ".repeat(1024 * 1024 + 1))
                .put("/assessment/results/" + Uuid7.next())
                .then()
                .statusCode(413);
        Response long2 = registrar()
                .body(json(enrolled(1), row -> "70") + " ".repeat(2 * 1024 * 1024))
                .post(BATCHES);
        assertThat(counts(finished(long2))).isEqualTo(Map.of("recorded", 1));
    }

    @Test
    void aBodyOfUndeclaredLengthIsRefusedByNameHoweverLongItIs() throws Exception {
        byte[] part = " ".repeat(64 * 1024).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    request()
                            .version(HttpClient.Version.HTTP_1_1)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofByteArrays(() ->
                                    Stream.generate(() -> part).limit(1_600).iterator()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("urn:testamur:problem:body-too-large");
        }
    }

    @Test
    void aBatchWithoutAMediaTypeOrWithAnOddOneIsRefused() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String type : List.of("", "*/*", "text/*", "application/*", "text/plain", "application/jsonl")) {
                HttpRequest.Builder request = request();
                if (!type.isEmpty()) {
                    request.header("Content-Type", type);
                }
                HttpResponse<String> answer = client.send(
                        request.POST(HttpRequest.BodyPublishers.ofString(json(enrolled(1), row -> "70")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(type).isEqualTo(415);
                assertThat(answer.headers().firstValue("Content-Type"))
                        .hasValueSatisfying(answered -> assertThat(answered).startsWith("application/problem+json"));
            }
        }
    }

    @Test
    void namesOfMembersThatAreNoTextAreRefused() {
        for (String name : List.of("\\ud800", "\\u0000", "a\\udc00/~")) {
            for (String body : List.of(
                    "{\"rows\":[{\"" + name + "\":1}]}",
                    "{\"" + name + "\":1,\"rows\":[]}",
                    "{\"rows\":[{\"evidence\":[{\"" + name + "\":1}]}]}")) {
                registrar().body(body).post(BATCHES).then().statusCode(400).body("errors", not(empty()));
            }
        }
    }

    @Test
    void aBatchThatCannotBeReadHoldsUpNoOther() {
        List<UUID> enrolments = enrolled(3);
        UUID broken = Uuid7.next();
        tables.everywhere(
                """
                with batch as (insert into result_batch (id, institution_id, state, rows, submitted_by, submitted_at)
                    values (?, ?, 'ACCEPTED', 2, 'x#y', now() - interval '1 minute') returning id, institution_id)
                insert into result_batch_row (batch_id, row, institution_id, enrolment_id, state, claim, due_at)
                select batch.id, r.row, batch.institution_id, r.enrolment, 'PENDING', r.claim::jsonb, now()
                from batch, (values (1, ?::uuid, '{"score": "many"}'),
                    (2, ?::uuid, '{"score": 70, "assessedOn": "' || ? || '"}')) as r (row, enrolment, claim)""",
                broken,
                world.institution().toString(),
                enrolments.get(0),
                enrolments.get(1),
                world.today().toString());
        Response sound =
                registrar().body(json(enrolments.subList(2, 3), row -> "70")).post(BATCHES);
        assertThat(counts(finished(sound))).isEqualTo(Map.of("recorded", 1));
        assertThat(counts(await(
                        () -> registrar().get(BATCHES + "/" + broken).jsonPath(),
                        batch -> batch.get("finishedAt") != null)))
                .isEqualTo(Map.of("recorded", 1, "failed", 1));
    }

    @Test
    void eachRowFaresForItself() {
        World other = World.create(events);
        Enrolled good = world.enrolled();
        Enrolled foreign = other.enrolled();
        Enrolled own = world.enrolled("rita");
        Enrolled withdrawn = world.enrolled();
        world.tellEnrolment(withdrawn.enrolment(), withdrawn.learner(), 1, 2, "withdrawn");
        world.known("enrolment.enrolments", withdrawn.enrolment(), 2);
        Enrolled erased = world.enrolled();
        world.tellErasure(erased.learner(), erased.enrolment());
        Enrolled recorded = world.enrolled();
        world.recorded(recorded, "78");
        Enrolled corrected = world.enrolled();
        world.recorded(corrected, "20");
        Enrolled changed = world.enrolled();
        world.recorded(changed, "20");
        Enrolled fresh = world.enrolled();
        Enrolled tooGood = world.enrolled();
        Enrolled broken = world.enrolled();
        // A result that only the index knows of: inserting another breaks the transaction.
        tables.everywhere(
                "insert into result (enrolment_id, institution_id, learner_id, micro_credential_id,"
                        + " micro_credential_version, revision, change, outcome, score, maximum_score, pass_mark, evidence,"
                        + " assessed_on, recorded_at, recorded_by) select ?, ?, learner_id, micro_credential_id, 1, 1,"
                        + " 'RECORDED', 'PASSED', 70, 100, 60, '[]', now(), now(), 'x' from enrolment where id = ?",
                broken.enrolment(),
                other.institution().toString(),
                broken.enrolment());
        UUID unknown = Uuid7.next();
        String rows = Stream.of(
                        row(good, "70", ""),
                        row(foreign.enrolment(), "70", ""),
                        row(own, "70", ""),
                        row(withdrawn, "70", ""),
                        row(erased, "70", ""),
                        row(recorded, "79", ""),
                        row(corrected, "80", ",\"revision\":1"),
                        row(changed, "80", ",\"revision\":7"),
                        row(fresh, "80", ",\"revision\":1"),
                        row(tooGood, "100.5", ""),
                        row(broken, "70", ""),
                        row(unknown, "70", ""))
                .collect(Collectors.joining(","));

        Response accepted = registrar().body("{\"rows\":[" + rows + "]}").post(BATCHES);
        waitNoLonger(accepted);
        JsonPath batch = finished(accepted);
        assertThat(counts(batch)).isEqualTo(Map.of("recorded", 2, "failed", 10));

        JsonPath failed = registrar()
                .get(BATCHES + "/" + batch.getString("id") + "/rows?state=failed")
                .jsonPath();
        assertThat(failed.getList("items.row")).containsExactly(2, 3, 4, 5, 6, 8, 9, 10, 11, 12);
        assertThat(failed.getList("items.reasonCode"))
                .containsExactly(
                        "unknown-enrolment",
                        "own-enrolment",
                        "enrolment-withdrawn",
                        "learner-erased",
                        "result-exists",
                        "changed-meanwhile",
                        "no-result",
                        "invalid",
                        "unexpected",
                        "unknown-enrolment");
        assertThat(failed.getString("items[7].reason")).isEqualTo("score must be from 0 to 100");
        assertThat(data(world.awaitTold(corrected.enrolment(), 2))
                        .at("/batch/row")
                        .asInt())
                .isEqualTo(7);
        assertThat(world.awaitTold(corrected.enrolment(), 2).type()).endsWith("result.corrected.v1");
        registrar()
                .get("/assessment/results/" + good.enrolment())
                .then()
                .body("recordedBy", equalTo(Tokens.ISSUER + "#rita"));
        assertThat(tables.everywhere("select 1 from result where enrolment_id = ?", foreign.enrolment()))
                .isEmpty();

        String cursor = registrar()
                .get(BATCHES + "/" + batch.getString("id") + "/rows?limit=5")
                .then()
                .body("items.size()", equalTo(5))
                .extract()
                .path("next");
        assertThat(registrar()
                        .get(BATCHES + "/" + batch.getString("id") + "/rows?limit=5&cursor=" + cursor)
                        .jsonPath()
                        .getList("items.row"))
                .containsExactly(6, 7, 8, 9, 10);
        JsonPath last = registrar()
                .get(BATCHES + "/" + batch.getString("id") + "/rows?limit=5&sort=newest&count=true")
                .jsonPath();
        assertThat(last.getList("items.row")).containsExactly(12, 11, 10, 9, 8);
        assertThat(last.getInt("total")).isEqualTo(12);
        assertThat(registrar()
                        .get(BATCHES + "/" + batch.getString("id") + "/rows?limit=2&sort=newest&cursor="
                                + last.getString("next"))
                        .jsonPath()
                        .getList("items.row"))
                .containsExactly(7, 6);
        assertThat(registrar()
                        .get(BATCHES + "/" + batch.getString("id") + "/rows?state=failed&limit=1&count=true")
                        .jsonPath()
                        .getInt("total"))
                .isEqualTo(10);
        List<String> newest =
                registrar().get(BATCHES + "?count=true").jsonPath().getList("items.id", String.class);
        JsonPath oldest = registrar().get(BATCHES + "?sort=oldest&count=true").jsonPath();
        assertThat(oldest.getList("items.id", String.class).reversed()).isEqualTo(newest);
        assertThat(oldest.getInt("total")).isEqualTo(newest.size());
    }

    @Test
    void anEnrolmentThatIsStillUnderWayIsWaitedFor() {
        UUID learner = Uuid7.next();
        UUID enrolment = Uuid7.next();
        Response accepted =
                registrar().body(json(List.of(enrolment), row -> "70")).post(BATCHES);
        awaitRow(accepted, "unknown-enrolment");
        world.tellLearner(learner, 1, "late-" + learner);
        world.tellEnrolment(enrolment, learner, 1, 1, "active");
        assertThat(counts(finished(accepted))).isEqualTo(Map.of("recorded", 1));
    }

    @Test
    void aServiceThatStoodStillWaitsAllTheSame() {
        UUID learner = Uuid7.next();
        UUID enrolment = Uuid7.next();
        UUID batch = Uuid7.next();
        tables.everywhere(
                """
                with batch as (insert into result_batch (id, institution_id, state, rows, submitted_by, submitted_at)
                    values (?, ?, 'ACCEPTED', 1, 'x#y', now() - interval '1 hour') returning id, institution_id)
                insert into result_batch_row (batch_id, row, institution_id, enrolment_id, state, claim, due_at)
                select batch.id, 1, batch.institution_id, ?, 'PENDING',
                    ('{"score": 70, "assessedOn": "' || ? || '"}')::jsonb, now() - interval '1 hour' from batch""",
                batch,
                world.institution().toString(),
                enrolment,
                world.today().toString());
        assertThat(await(
                                () -> registrar()
                                        .get(BATCHES + "/" + batch + "/rows")
                                        .jsonPath(),
                                rows -> rows.get("items[0].reasonCode") != null)
                        .getString("items[0].state"))
                .isEqualTo("pending");
        world.tellLearner(learner, 1, "late-" + learner);
        world.tellEnrolment(enrolment, learner, 1, 1, "active");
        assertThat(counts(await(
                        () -> registrar().get(BATCHES + "/" + batch).jsonPath(),
                        found -> found.get("finishedAt") != null)))
                .isEqualTo(Map.of("recorded", 1));
    }

    @Test
    void theDescriptionSaysThatListsAreLists() {
        given().accept("application/json")
                .get("/assessment/openapi")
                .then()
                .statusCode(200)
                .body("components.schemas.PageResultBatchRow.properties.keySet()", hasItems("items", "next"))
                .body("components.schemas.PageResultBatch.properties.keySet()", hasItems("items", "next"));
    }

    @Test
    void aWorkerThatIsKilledLeavesItsRowsToTheNext() {
        List<UUID> enrolments = enrolled(2_000);
        List<UUID> killed = new ArrayList<>();
        Response accepted = holding(enrolments.get(700), () -> {
            Response answer = registrar().body(json(enrolments, row -> "70")).post(BATCHES);
            // The second chunk waits for the enrolment that is held; then its connection dies under it.
            await(
                    () -> tables.everywhere(
                            "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'"
                                    + " and datname = current_database() and query like '%from enrolment%'"),
                    gone -> !gone.isEmpty());
            killed.add(enrolments.get(700));
            assertThat(batch(answer).getInt("recorded")).isEqualTo(500);
            return answer;
        });
        assertThat(killed).hasSize(1);
        assertThat(counts(finished(accepted))).isEqualTo(Map.of("recorded", 2_000));
        assertThat(tables.everywhere(
                        "select count(*) from result_revision r join result_batch_row b using (enrolment_id)"
                                + " where b.batch_id = ?::uuid",
                        accepted.<String>path("id")))
                .containsExactly("2000");
    }

    @Test
    void whatAnotherInstanceHasInHandIsLeftToItUntilItDies() {
        List<UUID> enrolments = enrolled(1_200);
        Response accepted = holding(enrolments.getFirst(), () -> {
            Response answer = registrar().body(json(enrolments, row -> "70")).post(BATCHES);
            String id = answer.path("id");
            await(
                    () -> tables.everywhere("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database() and query like '%from enrolment%'"),
                    waiting -> !waiting.isEmpty());
            // Rows 501 to 1000, as another instance would claim them while this one has the first 500 in hand.
            QuarkusTransaction.requiringNew().run(() -> {
                assertThat(Access.system(world.institution())
                                .call(() -> inThisTransaction(
                                        "select row from result_batch_row where batch_id = ?::uuid and state = 'PENDING'"
                                                + " order by row limit 500 for update skip locked",
                                        id)))
                        .hasSize(500)
                        .startsWith("501");
            });
            return answer;
        });
        assertThat(counts(finished(accepted))).isEqualTo(Map.of("recorded", 1_200));
    }

    @Test
    void aCancelledBatchKeepsWhatIsRecordedAndSparesTheRest() {
        List<UUID> enrolments = enrolled(2_000);
        Response accepted = holding(enrolments.get(700), () -> {
            Response answer = registrar().body(json(enrolments, row -> "70")).post(BATCHES);
            await(() -> batch(answer), batch -> batch.getInt("recorded") == 500);
            await(
                    () -> tables.everywhere("select 1 from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and datname = current_database() and query like '%from enrolment%'"),
                    waiting -> !waiting.isEmpty());
            cancel(answer).statusCode(200).body("state", equalTo("cancelled"));
            return answer;
        });
        JsonPath batch = finished(accepted);
        assertThat(batch.getString("state")).isEqualTo("cancelled");
        assertThat(counts(batch)).isEqualTo(Map.of("recorded", 1_000, "cancelled", 1_000));
        cancel(accepted).statusCode(200).body("cancelled", equalTo(1_000));

        Response done =
                registrar().body(json(enrolments.subList(0, 1), row -> "70")).post(BATCHES);
        finished(done);
        cancel(done).statusCode(409);
    }

    @Test
    void anotherInstitutionSeesNothingOfIt() {
        World other = World.create(events);
        Response accepted = registrar().body(json(enrolled(1), row -> "70")).post(BATCHES);
        finished(accepted);
        String path = BATCHES + "/" + accepted.path("id");
        RequestSpecification stranger = other.staff("hugo", "registrar");
        for (String read : List.of(path, path + "/rows")) {
            other.staff("hugo", "registrar").get(read).then().statusCode(404);
        }
        other.staff("hugo", "registrar").post(path + "/cancellation").then().statusCode(404);
        assertThat(stranger.get(BATCHES).jsonPath().getList("items")).isEmpty();
        world.staff("arvo", "assessor").body("{}").post(BATCHES).then().statusCode(403);
        for (String table : List.of("result_batch", "result_batch_row")) {
            assertThat(tables.as(Access.staff(other.institution()), "select 1 from " + table))
                    .isEmpty();
            assertThat(tables.as(Access.open(), "select 1 from " + table)).isEmpty();
            assertThat(tables.as(Access.self(Uuid7.next()), "select 1 from " + table))
                    .isEmpty();
        }
    }

    @Test
    void anErasedLearnerLeavesNoRow() {
        Enrolled asha = world.enrolled();
        UUID late = Uuid7.next();
        Response accepted = registrar()
                .body(json(List.of(asha.enrolment(), late), row -> "70"))
                .post(BATCHES);
        await(() -> batch(accepted), batch -> batch.getInt("recorded") == 1);
        world.tellErasure(asha.learner(), asha.enrolment(), late);
        JsonPath batch = finished(accepted);
        assertThat(counts(batch)).isEqualTo(Map.of("recorded", 1, "erased", 1));
        assertThat(tables.everywhere(
                        "select row from result_batch_row where batch_id = ?::uuid", batch.getString("id")))
                .isEmpty();
        assertThat(tables.everywhere("select 1 from idempotency_reply where body like ?", "%" + late + "%"))
                .isEmpty();
    }

    @Test
    void progressIsFollowedByEventsByAFewAtATime() throws Exception {
        Response accepted =
                registrar().body(json(List.of(Uuid7.next()), row -> "70")).post(BATCHES);
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest follow = HttpRequest.newBuilder(URI.create(address() + "/" + accepted.path("id")))
                    .header("Authorization", "Bearer " + rita().sign())
                    .header("Accept", "text/event-stream")
                    .build();
            List<HttpResponse<Stream<String>>> streams = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                streams.add(client.send(follow, HttpResponse.BodyHandlers.ofLines()));
            }
            assertThat(client.send(follow, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(429);
            waitNoLonger(accepted);
            for (HttpResponse<Stream<String>> stream : streams) {
                assertThat(stream.statusCode()).isEqualTo(200);
                List<String> data =
                        stream.body().filter(line -> line.startsWith("data:")).toList();
                assertThat(data.getFirst()).contains("\"pending\":1");
                assertThat(data.getLast()).contains("\"state\":\"finished\"").contains("\"failed\":1");
            }
            assertThat(client.send(follow, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whoStopsListeningMakesRoomForOthers() throws Exception {
        Response accepted =
                registrar().body(json(List.of(Uuid7.next()), row -> "70")).post(BATCHES);
        HttpRequest follow = HttpRequest.newBuilder(URI.create(address() + "/" + accepted.path("id")))
                .header("Authorization", "Bearer " + rita().sign())
                .header("Accept", "text/event-stream")
                .build();
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 8; i++) {
                HttpClient client = HttpClient.newHttpClient();
                await(
                        () -> {
                            try {
                                return client.send(follow, HttpResponse.BodyHandlers.ofInputStream())
                                        .statusCode();
                            } catch (java.io.IOException | InterruptedException e) {
                                throw new AssertionError(e);
                            }
                        },
                        status -> status == 200);
                client.shutdownNow();
            }
        }
        cancel(accepted).statusCode(200);
    }

    private static String address() {
        return "http://localhost:" + RestAssured.port + BATCHES;
    }

    private static JsonNode data(Events.Event event) {
        return Objects.requireNonNull(event.data());
    }

    private Tokens rita() {
        return Tokens.of("rita").institution(world.slug(), "registrar");
    }

    private RequestSpecification registrar() {
        return world.staff("rita", "registrar");
    }

    private RequestSpecification assessor() {
        return world.assessor();
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(address())).header("Authorization", "Bearer " + rita().sign());
    }

    private io.restassured.response.ValidatableResponse cancel(Response accepted) {
        return registrar()
                .post(BATCHES + "/" + accepted.path("id") + "/cancellation")
                .then();
    }

    private JsonPath batch(Response accepted) {
        return registrar()
                .get(BATCHES + "/" + accepted.path("id"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private JsonPath finished(Response accepted) {
        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
        return await(() -> batch(accepted), batch -> batch.get("finishedAt") != null);
    }

    /** As if the batch had waited long enough for the enrolments that are not here. */
    private void waitNoLonger(Response accepted) {
        tables.everywhere(
                "update result_batch_row set looks = 1000000 where batch_id = ?::uuid and state = 'PENDING'",
                accepted.<String>path("id"));
    }

    private void awaitRow(Response accepted, String code) {
        await(
                () -> registrar()
                        .get(BATCHES + "/" + accepted.path("id") + "/rows")
                        .jsonPath(),
                rows -> code.equals(rows.getString("items[0].reasonCode")));
    }

    /** The counters that are not nought. */
    private static Map<String, Integer> counts(JsonPath batch) {
        return Stream.of("recorded", "unchanged", "failed", "cancelled", "erased", "pending")
                .filter(name -> batch.getInt(name) != 0)
                .collect(Collectors.toMap(name -> name, batch::getInt));
    }

    /** Does something while the enrolment is locked, as by another request. */
    private <T> T holding(UUID enrolment, java.util.function.Supplier<T> work) {
        return Access.system(world.institution())
                .call(() -> QuarkusTransaction.requiringNew().timeout(120).call(() -> {
                    inThisTransaction("select id from enrolment where id = ?::uuid for update", enrolment.toString());
                    return work.get();
                }));
    }

    private List<String> inThisTransaction(String sql, Object argument) {
        try (var connection = dataSource.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, argument);
            List<String> rows = new ArrayList<>();
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getString(1));
                }
            }
            return rows;
        } catch (java.sql.SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** So many learners, each enrolled on the first version; put where the projections would. */
    private List<UUID> enrolled(int count) {
        List<UUID> enrolments =
                IntStream.range(0, count).mapToObj(i -> Uuid7.next()).toList();
        String learners =
                IntStream.range(0, count).mapToObj(i -> Uuid7.next().toString()).collect(Collectors.joining(","));
        tables.everywhere("insert into learner (id) select unnest(string_to_array(?, ','))::uuid", learners);
        tables.everywhere(
                "insert into enrolment (id, institution_id, learner_id, micro_credential_id, micro_credential_version,"
                        + " state, enrolled_at) select e::uuid, ?, l::uuid, ?, 1, 'ACTIVE', now() - interval '20 days'"
                        + " from unnest(string_to_array(?, ','), string_to_array(?, ',')) as r (e, l)",
                world.institution().toString(),
                world.microCredential(),
                enrolments.stream().map(UUID::toString).collect(Collectors.joining(",")),
                learners);
        return enrolments;
    }

    private String json(List<UUID> enrolments, IntFunction<String> score) {
        return IntStream.range(0, enrolments.size())
                .mapToObj(row -> row(enrolments.get(row), score.apply(row), ""))
                .collect(Collectors.joining(",", "{\"rows\":[", "]}"));
    }

    private String csv(List<UUID> enrolments, IntFunction<String> score) {
        return IntStream.range(0, enrolments.size())
                .mapToObj(row -> enrolments.get(row) + "," + score.apply(row) + "," + world.today() + "\n")
                .collect(Collectors.joining("", "enrolmentId,score,assessedOn\n", ""));
    }

    private String row(Enrolled enrolled, String score, String more) {
        return row(enrolled.enrolment(), score, more);
    }

    private String row(UUID enrolment, String score, String more) {
        return "{\"enrolmentId\":\"" + enrolment + "\",\"score\":" + score + ",\"assessedOn\":\"" + world.today() + "\""
                + more + "}";
    }

    private static List<String> schemaFaults(Events.Event told) throws Exception {
        try (var schema = Thread.currentThread()
                .getContextClassLoader()
                .getResourceAsStream("contracts/schemas/assessment.results.v1.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new JsonMapper().readTree(schema))
                    .validate(data(told))
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
