package org.testamur.e2e.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.testamur.e2e.Answer;
import org.testamur.e2e.Json;
import org.testamur.e2e.Session;
import org.testamur.e2e.Stack;

/**
 * Tells one academic term of Northfield University in order, through public interfaces only: its student system enrols a
 * cohort, a registrar records their results together, an assessor corrects two of them, and staff find the learners
 * again. Can be run again and again: each run enrols a new cohort.
 */
public final class Term implements Story {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SLUG = "northfield";
    private static final String TAUGHT = "supervising-staff";
    private static final List<String> NAMES = List.of("Thidarat", "Mateo Ruiz", "Aino Korhonen", "Lea Cohen");
    /** Of 100, of which 50 are needed. */
    private static final List<Integer> SCORES = List.of(88, 74, 51, 43);

    private final Stack stack;
    private final Narrator narrator;
    private final Setting setting;
    private final Steps steps;
    private final Session registrar;
    private final Session assessor;
    private final Map<String, String> links = new LinkedHashMap<>();

    public Term(Stack stack, Seed seed, Narrator narrator) {
        this.stack = stack;
        this.narrator = narrator;
        this.setting = new Setting(stack, seed, narrator);
        this.steps = new Steps(narrator);
        this.registrar = stack.person("nora").at(SLUG);
        this.assessor = stack.person("asha").at(SLUG);
    }

    /** One of the cohort. */
    private record Member(String number, String name, String learner, String enrolment) {}

    @Override
    public Outcome run() {
        steps.begin("organisations", "Northfield University is set up");
        setting.organisations();
        steps.id(SLUG, setting.id(SLUG));

        steps.begin("signing-keys", "Its DID document shows its signing key");
        setting.didDocuments();

        steps.begin("micro-credentials", "Its authors have published what is taught this term");
        Answer published = Objects.requireNonNull(setting.microCredentials().get(TAUGHT));
        steps.id(TAUGHT, setting.id(TAUGHT));

        steps.begin("cohort", "The student system enrols a cohort by its own numbers");
        List<Member> cohort = cohort(published);
        cohort.forEach(each -> steps.id(each.name(), each.enrolment()));

        steps.begin(
                "result-batch", "The registrar records the results of all in one batch; those who passed are awarded");
        Answer batch = record(cohort);
        steps.id("batch", batch.json().path("id").asText());
        for (int i = 0; i < cohort.size(); i++) {
            award(cohort.get(i), SCORES.get(i) >= 50 ? "issued" : "none");
        }

        steps.begin(
                "correction-upwards", "A mark was added up wrongly: a failed result becomes a pass, and a credential");
        Member failed = cohort.getLast();
        correct(failed, 63);
        String late = award(failed, "issued").path("credentialId").asText();
        shows(failed, late, "valid");

        steps.begin(
                "correction-downwards",
                "A second marker disagrees: a pass becomes a fail, and its credential is revoked");
        Member passed = cohort.get(2);
        String taken = award(passed, "issued").path("credentialId").asText();
        correct(passed, 38);
        award(passed, "revoked");
        shows(passed, taken, "revoked");

        steps.begin("roster", "Staff find a learner again by number, with everything that is known of the award");
        find(cohort.getFirst());
        shows(
                cohort.getFirst(),
                award(cohort.getFirst(), "issued").path("credentialId").asText(),
                "valid");

        ObjectNode summary = Json.object(
                "publicUrl",
                stack.publicUrl().toString(),
                "caCertificate",
                stack.authority().toAbsolutePath().toString(),
                "steps",
                steps.end());
        return new Outcome(
                summary,
                "A term at Northfield University: " + cohort.size() + " learners, none of whom needs a log-in",
                links);
    }

    private List<Member> cohort(Answer published) {
        Session system = stack.machine("northfield-sis");
        String intake = UUID.randomUUID().toString().substring(0, 8);
        List<Member> cohort = new ArrayList<>();
        for (String name : NAMES) {
            String number = "N-" + intake + "-" + (cohort.size() + 1);
            JsonNode enrolled = system.post("/enrolment/staff/enrolments")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .json(Json.object(
                            "microCredentialId",
                            setting.id(TAUGHT),
                            "learner",
                            Json.object("number", number, "name", name)))
                    .after(published)
                    .send()
                    .expect(201)
                    .json();
            cohort.add(new Member(
                    number,
                    name,
                    enrolled.path("learnerId").asText(),
                    enrolled.path("id").asText()));
        }
        return cohort;
    }

    private Answer record(List<Member> cohort) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int i = 0; i < cohort.size(); i++) {
            rows.add(Json.object(
                    "enrolmentId", cohort.get(i).enrolment(), "score", SCORES.get(i), "assessedOn", today()));
        }
        // Enrolments reach the service that records results a moment later than the registrar's screen.
        for (Member each : cohort) {
            await("the enrolment of " + each.name())
                    .atMost(PATIENCE)
                    .until(() -> registrar
                                    .get("/assessment/enrolments/" + each.enrolment() + "/evidence")
                                    .quietly()
                                    .send()
                                    .status()
                            == 200);
        }
        Answer accepted = registrar
                .post("/assessment/result-batches")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .json(Json.object("rows", Json.array(rows.toArray())))
                .send()
                .expect(202);
        return await("the batch to be finished")
                .atMost(PATIENCE)
                .until(
                        () -> registrar
                                .get("/assessment/result-batches/"
                                        + accepted.json().path("id").asText())
                                .quietly()
                                .send()
                                .expect(200),
                        answer -> answer.json().path("recorded").asInt() == cohort.size());
    }

    private void correct(Member member, int score) {
        String path = "/assessment/results/" + member.enrolment();
        assessor.put(path)
                .header(
                        "If-Match",
                        assessor.get(path).quietly().send().expect(200).etag())
                .json(Json.object("score", score, "assessedOn", today()))
                .send()
                .expect(200);
    }

    private static String today() {
        return LocalDate.now(ZoneId.of("Europe/Tallinn")).toString();
    }

    /** The award of somebody, once it has this state. */
    private JsonNode award(Member member, String state) {
        return await("the award of " + member.name() + " to be " + state)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> registrar
                                .get("/issuance/awards/" + member.enrolment())
                                .quietly()
                                .send()
                                .json(),
                        award -> award.path("state").asText().equals(state));
    }

    private void shows(Member member, String credential, String status) {
        String verification = "/verification/credentials/" + credential;
        await(credential + " to be " + status)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stack.anybody()
                        .get(verification)
                        .quietly()
                        .send()
                        .json()
                        .path("status")
                        .asText()
                        .equals(status));
        String page = stack.publicUrl() + "/verify/" + credential;
        links.put(member.name() + ", " + status, page);
        steps.id("credential", credential)
                .url("page", page)
                .expect(stack.publicUrl() + verification, 200, "status", status);
    }

    private void find(Member member) {
        JsonNode found = registrar
                .get("/enrolment/learners")
                .query("q", member.number())
                .send()
                .expect(200)
                .json();
        if (!found.path("items").findValuesAsText("learnerId").equals(List.of(member.learner()))) {
            throw new IllegalStateException("The roster does not find " + member.number() + ": " + found);
        }
        narrator.says(member.number() + " is "
                + found.path("items").get(0).path("name").asText());
        steps.id(member.name(), member.learner());
    }
}
