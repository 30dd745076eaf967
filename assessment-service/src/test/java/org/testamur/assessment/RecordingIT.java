package org.testamur.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.assessment.World.Enrolled;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.FactToken;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** Results are recorded, corrected and withdrawn, and told. */
@QuarkusTest
class RecordingIT {

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

    @Test
    void aPassIsRecordedAndTold() throws Exception {
        Enrolled asha = world.enrolled();

        world.put(asha, world.claim("78.50"), null)
                .statusCode(201)
                .header("ETag", "\"1\"")
                .header("Testamur-Fact", notNullValue())
                .body("enrolmentId", equalTo(asha.enrolment().toString()))
                .body("learnerId", equalTo(asha.learner().toString()))
                .body("microCredentialId", equalTo(world.microCredential().toString()))
                .body("microCredentialVersion", equalTo(1))
                .body("revision", equalTo(1))
                .body("outcome", equalTo("passed"))
                .body("score", equalTo(78.5f))
                .body("maximumScore", equalTo(100))
                .body("passMark", equalTo(60))
                .body("evidence.url", equalTo(List.of(World.LINK)))
                .body("assessedOn", equalTo(world.today().toString()))
                .body("recordedBy", equalTo(Tokens.ISSUER + "#arvo"));

        Events.Event told = world.awaitTold(asha.enrolment(), 1);
        assertThat(told.type()).isEqualTo("org.testamur.assessment.result.recorded.v1");
        assertThat(told.headers())
                .containsEntry("ce_institution", world.institution().toString())
                .containsEntry("ce_subject", asha.enrolment().toString());
        assertThat(schemaFaults(told)).isEmpty();
        assertThat(String.valueOf(told.data())).doesNotContain("arvo").contains("\"score\":78.5,");
    }

    @Test
    void aLearnerWithoutLogInsGetsAResultLikeAnyOther() {
        world.put(world.enrolledWithoutLogIn(), world.claim("78"), null)
                .statusCode(201)
                .body("outcome", equalTo("passed"));
    }

    @Test
    void passMarkIsInclusive() {
        world.put(world.enrolled(), world.claim("60"), null).statusCode(201).body("outcome", equalTo("passed"));
        world.put(world.enrolled(), world.claim("59.99"), null).statusCode(201).body("outcome", equalTo("failed"));
    }

    @Test
    void theVersionThatTheEnrolmentIsOnDecides() {
        world.put(world.enrolled(1), world.claim("70"), null)
                .body("outcome", equalTo("passed"))
                .body("passMark", equalTo(60));
        world.put(world.enrolled(2), world.claim("70"), null)
                .body("outcome", equalTo("failed"))
                .body("passMark", equalTo(80));
    }

    @Test
    void theSameRequestAgainChangesNothing() {
        Enrolled asha = world.enrolled();
        String recordedAt = world.put(asha, world.claim("78"), null)
                .statusCode(201)
                .extract()
                .path("recordedAt");

        for (String same : List.of(world.claim("78"), world.claim("78.00"), world.claim("7.8e1"))) {
            world.put(asha, same, null)
                    .statusCode(200)
                    .header("ETag", "\"1\"")
                    .header("Testamur-Fact", nullValue())
                    .body("revision", equalTo(1))
                    .body("recordedAt", equalTo(recordedAt));
        }
        world.put(asha, world.claim("78"), "\"99\"").statusCode(200).body("revision", equalTo(1));

        world.awaitTold(asha.enrolment(), 1);
        tables.awaitSent();
        assertThat(world.told(asha.enrolment())).hasSize(1);
    }

    @Test
    void aCorrectionNamesTheRevisionItCorrects() throws Exception {
        Enrolled asha = world.enrolled();
        world.recorded(asha, "59");

        world.put(asha, world.claim("61"), null).statusCode(428).body("type", containsString("if-match-missing"));
        world.put(asha, world.claim("61"), "\"2\"").statusCode(412).body("type", containsString("changed-meanwhile"));
        world.put(asha, world.claim("61"), "\"1\"")
                .statusCode(200)
                .header("ETag", "\"2\"")
                .header("Testamur-Fact", notNullValue())
                .body("revision", equalTo(2))
                .body("outcome", equalTo("passed"));

        Events.Event told = world.awaitTold(asha.enrolment(), 2);
        assertThat(told.type()).isEqualTo("org.testamur.assessment.result.corrected.v1");
        assertThat(schemaFaults(told)).isEmpty();
        world.staff("rita", "registrar")
                .get("/assessment/results/" + asha.enrolment() + "/revisions")
                .then()
                .statusCode(200)
                .body("revision", equalTo(List.of(1, 2)))
                .body("change", equalTo(List.of("recorded", "corrected")))
                .body("outcome", equalTo(List.of("failed", "passed")))
                .body("score", equalTo(List.of(59, 61)))
                .body("recordedBy", equalTo(List.of(Tokens.ISSUER + "#arvo", Tokens.ISSUER + "#arvo")));
    }

    @Test
    void ifMatchWithoutAResultFails() {
        Enrolled asha = world.enrolled();
        world.put(asha, world.claim("61"), "\"1\"").statusCode(412);
        world.put(asha, world.claim("61"), "*").statusCode(412);
        assertThat(tables.traces(asha.enrolment())).isZero();
    }

    @Test
    void aWithdrawalIsARevisionAndMayBeFollowedByAnother() throws Exception {
        Enrolled asha = world.enrolled();
        world.recorded(asha, "78");
        String path = "/assessment/results/" + asha.enrolment() + "/withdrawal";
        String reason = "{\"reason\":\"Handed in by somebody else.\"}";

        world.staff("rita", "registrar").body(reason).post(path).then().statusCode(428);
        world.staff("rita", "registrar")
                .header("If-Match", "\"3\"")
                .body(reason)
                .post(path)
                .then()
                .statusCode(412);
        world.staff("rita", "registrar")
                .header("If-Match", "\"1\"")
                .body(reason)
                .post(path)
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("outcome", equalTo("withdrawn"))
                .body("withdrawalReason", equalTo("Handed in by somebody else."))
                .body("recordedBy", equalTo(Tokens.ISSUER + "#rita"));
        world.staff("rita", "registrar")
                .header("If-Match", "\"2\"")
                .body(reason)
                .post(path)
                .then()
                .statusCode(409)
                .body("type", containsString("already-withdrawn"));

        Events.Event told = world.awaitTold(asha.enrolment(), 2);
        assertThat(told.type()).isEqualTo("org.testamur.assessment.result.withdrawn.v1");
        assertThat(schemaFaults(told)).isEmpty();
        assertThat(String.valueOf(told.data())).doesNotContain("somebody else");

        world.put(asha, world.claim("78"), null).statusCode(428);
        world.put(asha, world.claim("78"), "\"2\"")
                .statusCode(200)
                .body("revision", equalTo(3))
                .body("outcome", equalTo("passed"))
                .body("withdrawalReason", nullValue());
        assertThat(world.awaitTold(asha.enrolment(), 3).type())
                .isEqualTo("org.testamur.assessment.result.corrected.v1");
    }

    @Test
    void aWithdrawalSaysWhy() {
        Enrolled asha = world.enrolled();
        world.recorded(asha, "78");
        for (String body : List.of("{}", "{\"reason\":\" \"}", "{\"reason\":\"" + "a".repeat(1001) + "\"}")) {
            world.assessor()
                    .header("If-Match", "\"1\"")
                    .body(body)
                    .post("/assessment/results/" + asha.enrolment() + "/withdrawal")
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", equalTo(List.of("/reason")));
        }
        world.assessor().get("/assessment/results/" + asha.enrolment()).then().body("revision", equalTo(1));
    }

    @Test
    void withdrawingWhatIsNotThereIs404() {
        world.assessor()
                .header("If-Match", "\"1\"")
                .body("{\"reason\":\"None.\"}")
                .post("/assessment/results/" + world.enrolled().enrolment() + "/withdrawal")
                .then()
                .statusCode(404)
                .body("type", containsString("result-not-found"));
    }

    @Test
    void tenTimesTheSameAtOnceIsOneResult() throws Exception {
        Enrolled asha = world.enrolled();

        Map<Integer, Long> statuses = atOnce(10, i -> () -> world.respond(asha, world.claim("78"), null));

        assertThat(statuses).containsOnly(Map.entry(201, 1L), Map.entry(200, 9L));
        assertThat(tables.everywhere("select revision from result_revision where enrolment_id = ?", asha.enrolment()))
                .containsExactly("1");
    }

    @Test
    void differentResultsAtOnceAreOneResult() throws Exception {
        Enrolled asha = world.enrolled();

        Map<Integer, Long> statuses = atOnce(8, i -> () -> world.respond(asha, world.claim("7" + i), null));

        assertThat(statuses).containsOnly(Map.entry(201, 1L), Map.entry(428, 7L));
        assertThat(tables.everywhere("select revision from result where enrolment_id = ?", asha.enrolment()))
                .containsExactly("1");
    }

    @Test
    void correctionsAtOnceAreOneRevision() throws Exception {
        Enrolled asha = world.enrolled();
        world.recorded(asha, "10");

        Map<Integer, Long> statuses = atOnce(8, i -> () -> world.respond(asha, world.claim("7" + i), "\"1\""));

        assertThat(statuses).containsOnly(Map.entry(200, 1L), Map.entry(412, 7L));
        assertThat(tables.everywhere(
                        "select revision from result_revision where enrolment_id = ? order by 1", asha.enrolment()))
                .containsExactly("1", "2");
        world.awaitTold(asha.enrolment(), 2);
        assertThat(world.told(asha.enrolment()))
                .extracting(Events.Event::version)
                .containsExactly(1L, 2L);
    }

    @Test
    void nobodyRecordsAResultOnAnEnrolmentOfTheirOwnWithAnyOfTheirLogIns() {
        String first = "arvo-" + Uuid7.next();
        String second = first + "-at-home";
        Enrolled self = world.enrolled(first, second);

        for (String login : List.of(first, second)) {
            world.staff(login, "assessor")
                    .body(world.claim("100"))
                    .put("/assessment/results/" + self.enrolment())
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:testamur:problem:own-enrolment"));
        }
        assertThat(tables.traces(self.enrolment())).isZero();
        world.recorded(self, "10");
        world.staff(self.subject(), "registrar")
                .header("If-Match", "\"1\"")
                .body("{\"reason\":\"I did better.\"}")
                .post("/assessment/results/" + self.enrolment() + "/withdrawal")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:testamur:problem:own-enrolment"));
    }

    @Test
    void aLogInThatIsJoinedLaterCountsFromThen() {
        String subject = "mari-" + Uuid7.next();
        Enrolled asha = world.enrolled();
        world.tellLearner(asha.learner(), 2, asha.subject(), subject);
        world.known("enrolment.learners", asha.learner(), 2);
        world.staff(subject, "assessor")
                .body(world.claim("100"))
                .put("/assessment/results/" + asha.enrolment())
                .then()
                .statusCode(403);
        world.tellLearner(asha.learner(), 3, asha.subject());
        world.known("enrolment.learners", asha.learner(), 3);
        world.staff(subject, "assessor")
                .body(world.claim("100"))
                .put("/assessment/results/" + asha.enrolment())
                .then()
                .statusCode(201);
    }

    @Test
    void aResultWaitsForTheLearnerToBeKnown() {
        UUID learner = Uuid7.next();
        Enrolled asha = new Enrolled(Uuid7.next(), learner, "asha-" + learner);
        world.tellEnrolment(asha.enrolment(), learner, 1, 1, "active");
        world.known("enrolment.enrolments", asha.enrolment(), 1);

        world.put(asha, world.claim("78"), null)
                .statusCode(503)
                .header("Retry-After", notNullValue())
                .body("type", containsString("learner-not-here-yet"));
        assertThat(tables.traces(asha.enrolment())).isZero();

        world.tellLearner(learner, 1, asha.subject());
        world.known("enrolment.learners", learner, 1);
        world.recorded(asha, "78");
    }

    @Test
    void aWithdrawnEnrolmentTakesNoResult() {
        Enrolled asha = world.enrolled();
        world.tellEnrolment(asha.enrolment(), asha.learner(), 1, 2, "withdrawn");
        world.known("enrolment.enrolments", asha.enrolment(), 2);

        world.put(asha, world.claim("78"), null).statusCode(409).body("type", containsString("enrolment-withdrawn"));
        assertThat(tables.traces(asha.enrolment())).isZero();
    }

    @Test
    void anUnknownEnrolmentIs404() {
        Enrolled nobody = new Enrolled(Uuid7.next(), Uuid7.next(), "nobody");
        world.put(nobody, world.claim("78"), null)
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", containsString("enrolment-not-found"));
        assertThat(tables.traces(nobody.enrolment())).isZero();
        world.assessor()
                .body(world.claim("78"))
                .put("/assessment/results/not-an-id")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }

    @Test
    void aRequestThatNamesTheEnrolmentsFactWaitsForIt() throws Exception {
        UUID learner = Uuid7.next();
        UUID enrolment = Uuid7.next();
        world.tellLearner(learner, 1, "asha-" + learner);
        world.known("enrolment.learners", learner, 1);
        String fact = new FactToken("enrolment.enrolments", enrolment.toString(), 1).encoded();

        Future<Response> early = CompletableFuture.supplyAsync(() -> world.assessor()
                .header("Testamur-After", fact)
                .body(world.claim("78"))
                .put("/assessment/results/" + enrolment));
        world.tellEnrolment(enrolment, learner, 1, 1, "active");

        assertThat(early.get().statusCode()).isEqualTo(201);
    }

    @Test
    void datesAreThoseOfTheInstitutionsTimeZone() {
        for (String zone : List.of("Pacific/Kiritimati", "Pacific/Pago_Pago")) {
            World far = World.create(events, ZoneId.of(zone));
            Enrolled asha = far.enrolled();
            LocalDate enrolledOn = LocalDate.ofInstant(far.enrolledAt(), far.zone());
            for (LocalDate refused : List.of(far.today().plusDays(1), enrolledOn.minusDays(1))) {
                far.put(asha, "{\"score\":78,\"assessedOn\":\"" + refused + "\"}", null)
                        .statusCode(400)
                        .body("errors.pointer", equalTo(List.of("/assessedOn")));
            }
            far.put(asha, "{\"score\":78,\"assessedOn\":\"" + far.today() + "\"}", null)
                    .statusCode(201);
            far.put(asha, "{\"score\":78,\"assessedOn\":\"" + enrolledOn + "\"}", "\"1\"")
                    .statusCode(200);
        }
    }

    @Test
    void everyFaultIsNamedAndLeavesNoTrace() {
        Enrolled asha = world.enrolled();
        String day = world.today().toString();
        Map<String, List<String>> refused = Map.ofEntries(
                Map.entry("{}", List.of("/score", "/assessedOn")),
                Map.entry("{\"score\":100.01,\"assessedOn\":\"" + day + "\"}", List.of("/score")),
                Map.entry("{\"score\":-1,\"assessedOn\":\"" + day + "\"}", List.of("/score")),
                Map.entry("{\"score\":1e999999999,\"assessedOn\":\"" + day + "\"}", List.of("/score")),
                Map.entry("{\"score\":77.777,\"assessedOn\":\"" + day + "\"}", List.of("/score")),
                Map.entry("{\"score\":\"78\",\"assessedOn\":\"" + day + "\"}", List.of("/score")),
                Map.entry("{\"score\":true,\"assessedOn\":\"2026-02-30\"}", List.of("/score", "/assessedOn")),
                Map.entry("{\"score\":78,\"assessedOn\":\"" + day + "T10:00:00Z\"}", List.of("/assessedOn")),
                Map.entry("{\"score\":78,\"assessedOn\":20000}", List.of("/assessedOn")),
                Map.entry(
                        "{\"score\":150,\"evidence\":[{\"url\":\"http://example.org\"},{\"url\":\"https://a@b.example/\"},"
                                + "{\"name\":\"no link\"}],\"assessedOn\":\"2999-01-01\"}",
                        List.of("/score", "/evidence/0/url", "/evidence/1/url", "/evidence/2/url", "/assessedOn")),
                Map.entry(
                        "{\"score\":78,\"evidence\":[{\"url\":\"" + World.LINK
                                + "\",\"name\":\"a\\u0000b\",\"mark\":1}],\"assessedOn\":\"" + day
                                + "\",\"outcome\":\"passed\"}",
                        List.of("/evidence/0/name", "/evidence/0/mark", "/outcome")),
                Map.entry(
                        "{\"score\":78,\"evidence\":[{\"url\":\"" + World.LINK
                                + "\",\"name\":\"\\ud83e\"}],\"assessedOn\":\"" + day + "\"}",
                        List.of("/evidence/0/name")),
                Map.entry(
                        "{\"score\":78,\"evidence\":\"" + World.LINK + "\",\"assessedOn\":\"" + day + "\"}",
                        List.of("/evidence")),
                Map.entry("{\"score\":78,\"evidence\":[null],\"assessedOn\":\"" + day + "\"}", List.of("/evidence/0")),
                Map.entry("{\"score\":78,\"score\":79,\"assessedOn\":\"" + day + "\"}", List.of("")),
                Map.entry("{\"score\":78,", List.of("")),
                Map.entry("[]", List.of("")),
                Map.entry("null", List.of("")),
                Map.entry("", List.of("")));
        refused.forEach((body, pointers) -> world.put(asha, body, null)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:testamur:problem:invalid"))
                .body("errors.pointer", containsInAnyOrder(pointers.toArray())));
        world.put(
                        asha,
                        "{\"score\":78,\"assessedOn\":\"" + day + "\",\"evidence\":["
                                + IntStream.range(0, 21)
                                        .mapToObj(i -> "{\"url\":\"" + World.LINK + i + "\"}")
                                        .collect(Collectors.joining(","))
                                + "]}",
                        null)
                .statusCode(400)
                .body("errors.pointer", equalTo(List.of("/evidence")));
        assertThat(tables.traces(asha.enrolment())).isZero();
        assertThat(world.told(asha.enrolment())).isEmpty();
    }

    @Test
    void bodiesAreLimited() {
        Enrolled asha = world.enrolled();
        world.put(asha, "{\"score\":78,\"x\":\"" + "a".repeat(1_100_000) + "\"}", null)
                .statusCode(413);
        world.assessor()
                .contentType("text/plain")
                .body(world.claim("78"))
                .put("/assessment/results/" + asha.enrolment())
                .then()
                .statusCode(415);
        assertThat(tables.traces(asha.enrolment())).isZero();
    }

    @Test
    void textOfAnyScriptIsKept() {
        Enrolled asha = world.enrolled();
        String name = "עבודת גמר: ليلى 🧪 𝄞";
        world.put(
                        asha,
                        "{\"score\":78,\"evidence\":[{\"url\":\"" + World.LINK + "\",\"name\":\"" + name
                                + "\",\"description\":\"a\\tb\\nc\"}],\"assessedOn\":\"" + world.today() + "\"}",
                        null)
                .statusCode(201)
                .body("evidence[0].name", equalTo(name));
        world.assessor()
                .get("/assessment/results/" + asha.enrolment())
                .then()
                .body("evidence[0].name", equalTo(name))
                .body("evidence[0].description", equalTo("a\tb\nc"));
        assertThat(Objects.requireNonNull(world.awaitTold(asha.enrolment(), 1).data())
                        .at("/evidence/0/name")
                        .textValue())
                .isEqualTo(name);
    }

    private static Map<Integer, Long> atOnce(int times, IntFunction<Callable<Response>> request) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Response>> answers = threads.invokeAll(
                    IntStream.range(0, times).mapToObj(request).toList());
            return answers.stream()
                    .map(answer -> answer.resultNow().statusCode())
                    .collect(Collectors.groupingBy(status -> status, Collectors.counting()));
        }
    }

    private static List<String> schemaFaults(Events.Event told) throws Exception {
        try (var schema = Thread.currentThread()
                .getContextClassLoader()
                .getResourceAsStream("contracts/schemas/assessment.results.v1.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(new JsonMapper().readTree(schema))
                    .validate(
                            told.data(), context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                    .stream()
                    .map(Object::toString)
                    .toList();
        }
    }
}
