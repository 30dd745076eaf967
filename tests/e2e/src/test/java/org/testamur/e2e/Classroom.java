package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.testamur.e2e.demo.Narrator;
import org.testamur.e2e.demo.Seed;
import org.testamur.e2e.demo.Setting;

/** Northfield on the running stack, where tests publish, enrol and assess without reading each other's work. */
final class Classroom {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    final Stack stack = Stack.running();
    final Seed seed = Seed.read(Stack.root().resolve("deploy/local/seed"));
    final Setting setting = new Setting(stack, seed, Narrator.silent());
    final Session author = stack.person("adam");
    final Session assessor = stack.person("asha");
    final Session registrar = stack.person("nora");

    private final List<String> published = new ArrayList<>();
    private boolean employerHears;

    Classroom() {
        setting.organisations();
    }

    /** Where a test leaves what people may want to look at. */
    static Path leavings(String test) {
        return Stack.root().resolve("target/e2e/" + test);
    }

    static LocalDate today() {
        return LocalDate.now(ZoneId.of("Europe/Tallinn"));
    }

    /** From now on Brightwater hears of credentials for all that is published here, before and after. */
    void employerHears() {
        employerHears = true;
        grant();
    }

    private void grant() {
        // A grant names something; an id that is nobody's opens nothing.
        List<String> named = published.isEmpty() ? List.of(UUID.randomUUID().toString()) : List.copyOf(published);
        registrar
                .put("/verification/grants/" + setting.id("brightwater"))
                .json(Json.object(
                        "microCredentialIds",
                        named,
                        "endsOn",
                        today().plusMonths(1).toString()))
                .send()
                .expect(200);
    }

    /** A published micro-credential of its own for each test. */
    Published publish(String title) {
        ObjectNode body = draft(title);
        Answer draft =
                author.post("/catalog/micro-credentials").json(body).send().expect(201);
        String id = draft.json().path("id").asText();
        Published made = new Published(
                id,
                author.post("/catalog/micro-credentials/" + id + "/publication")
                        .header("If-Match", draft.etag())
                        .send()
                        .expect(200));
        published.add(id);
        if (employerHears) {
            grant();
        }
        return made;
    }

    ObjectNode draft(String title) {
        ObjectNode body = seed.microCredential("supervising-staff").body().deepCopy();
        body.put("title", title + " " + UUID.randomUUID());
        body.remove("imageAlternativeText");
        return body;
    }

    record Published(String id, Answer answer) {}

    /** Registers the person as a learner who consents to everything. */
    String learner(String name) {
        Session learner = stack.person(name);
        Answer registered =
                learner.put("/enrolment/learners/me").json(Json.object()).send().expect(200, 201);
        learner.put("/enrolment/learners/me/consents")
                .json(Json.object("name", true, "evidence", true, "result", true))
                .send()
                .expect(200);
        return registered.json().path("learnerId").asText();
    }

    Answer enrol(String learner, Published microCredential) {
        return stack.person(learner)
                .post("/enrolment/enrolments")
                .json(Json.object("microCredentialId", microCredential.id()))
                .after(microCredential.answer())
                .send()
                .expect(201);
    }

    static ObjectNode result(int score) {
        return Json.object(
                "score", score,
                "evidence", Json.array(Json.object("url", "https://evidence.example/portfolio", "name", "Portfolio")),
                "assessedOn", today().toString());
    }

    Answer record(Answer enrolled, int score) {
        return assessor.put("/assessment/results/" + enrolled.json().path("id").asText())
                .json(result(score))
                .after(enrolled)
                .send()
                .expect(201);
    }

    Answer correct(Answer enrolled, int score) {
        String path = "/assessment/results/" + enrolled.json().path("id").asText();
        return assessor.put(path)
                .header("If-Match", assessor.get(path).send().expect(200).etag())
                .json(result(score))
                .send()
                .expect(200);
    }

    /** The award of an enrolment, once it has reached one of these states. */
    JsonNode award(Answer enrolled, String... states) {
        return await("award " + enrolled.json() + " to be " + Arrays.toString(states))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> registrar
                                .get("/issuance/awards/"
                                        + enrolled.json().path("id").asText())
                                .send()
                                .json(),
                        award -> Arrays.asList(states)
                                .contains(award.path("state").asText()));
    }

    /** Enrols, passes and waits: the id of the credential. */
    String credential(String learner, String title) {
        Answer enrolled = enrol(learner, publish(title));
        record(enrolled, 80);
        String credential = award(enrolled, "issued").path("credentialId").asText();
        verified(credential, "valid");
        return credential;
    }

    /** What verification says, once it says this. */
    JsonNode verified(String credential, String status) {
        return await(credential + " to be " + status)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> stack.anybody()
                                .get("/verification/credentials/" + credential)
                                .send()
                                .json(),
                        answer -> answer.path("status").asText().equals(status));
    }

    /** A refusal as a problem document of this status and name, that tells nothing of the inside. */
    static Answer refused(Answer answer, int status, String problem) {
        assertThat(answer.status()).as(answer.asked() + ": " + answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.json().path("type").asText()).startsWith("urn:testamur:problem:");
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("org.testamur.");
        if (!problem.isEmpty()) {
            assertThat(answer.problem()).as(answer.text()).isEqualTo(problem);
        }
        return answer;
    }
}
