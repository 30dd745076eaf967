package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.testamur.e2e.demo.Journey;
import org.testamur.e2e.demo.Keepsakes;
import org.testamur.e2e.demo.Narrator;
import org.testamur.e2e.demo.Outcome;

class JourneyE2E {

    private final Classroom classroom = new Classroom();
    private final Stack stack = classroom.stack;

    @Test
    void whatItLeavesConvincesForeignSoftwareAndTamperedCopiesDoNot() throws Exception {
        Keepsakes keepsakes = new Keepsakes(Classroom.leavings("journey"));
        journey(keepsakes);
        ForeignChecks.pass(keepsakes.folder());
    }

    @Test
    void itCanBeRunAgain() {
        Keepsakes keepsakes = new Keepsakes(Classroom.leavings("again"));
        JsonNode first = journey(keepsakes).summary();
        JsonNode second = journey(keepsakes).summary();
        assertThat(second.path("institutions")).isEqualTo(first.path("institutions"));
        assertThat(second.path("microCredentials")).isEqualTo(first.path("microCredentials"));
        assertThat(second.at("/credentials/food-safety-licence/credentialId"))
                .isNotEqualTo(first.at("/credentials/food-safety-licence/credentialId"));
    }

    @Test
    void aFrontEndIsToldOfTheAwardByServerSentEvents() {
        classroom.learner("lena");
        Answer enrolled = classroom.enrol("lena", classroom.publish("Told by events"));
        String path =
                "/issuance/learners/me/awards/" + enrolled.json().path("id").asText();
        classroom.record(enrolled, 90);
        try (var lines = stack.lines(stack.person("lena"), path, "text/event-stream")) {
            List<String> data = lines.filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring(5).strip())
                    .takeWhile(line -> !line.isEmpty())
                    .toList();
            assertThat(data).isNotEmpty();
            assertThat(Json.read(data.getLast().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                            .path("state")
                            .asText())
                    .isEqualTo("issued");
        }
    }

    @Test
    void aCredentialIsServedByteForByteTheSame() {
        classroom.learner("lena");
        String path = "/credentials/" + classroom.credential("lena", "Served alike");
        Answer one = stack.anybody().get(path).accept("application/vc").send().expect(200);
        Answer two = stack.anybody().get(path).accept("application/json").send().expect(200);
        assertThat(one.body()).isEqualTo(two.body());
        assertThat(one.header("Content-Type").orElseThrow()).startsWith("application/vc");
        assertThat(stack.anybody()
                        .get(path)
                        .header("If-None-Match", one.etag())
                        .send()
                        .status())
                .isEqualTo(304);
    }

    @Test
    void correctionsAreFollowedToTheirConsequences() {
        classroom.learner("lukas");
        Answer enrolled = classroom.enrol("lukas", classroom.publish("Corrected"));
        classroom.record(enrolled, 20);
        assertThat(classroom.award(enrolled, "none", "refused").hasNonNull("credentialId"))
                .isFalse();

        classroom.correct(enrolled, 70);
        String first = classroom.award(enrolled, "issued").path("credentialId").asText();
        classroom.verified(first, "valid");

        classroom.correct(enrolled, 95);
        JsonNode superseded = classroom.verified(first, "superseded");
        assertThat(superseded.path("valid").asBoolean()).isFalse();
        String second = await().atMost(Classroom.PATIENCE)
                .until(
                        () -> classroom
                                .award(enrolled, "issued")
                                .path("credentialId")
                                .asText(),
                        id -> !id.equals(first));
        classroom.verified(second, "valid");

        classroom.correct(enrolled, 10);
        classroom.verified(second, "revoked");
        classroom.correct(enrolled, 60);
        String third = await().atMost(Classroom.PATIENCE)
                .until(
                        () -> classroom
                                .award(enrolled, "issued", "revoked")
                                .path("credentialId")
                                .asText(),
                        id -> !id.equals(second));
        classroom.verified(third, "valid");
        classroom.verified(second, "revoked");
    }

    @Test
    void aPublishedVersionStaysAsItWasWhenTheNextOneIsPublished() {
        Classroom.Published published = classroom.publish("First edition");
        String own = "/catalog/micro-credentials/" + published.id();
        JsonNode first =
                stack.anybody().get(own + "/versions/1").send().expect(200).json();
        Answer staff = classroom
                .author
                .get("/catalog/staff/micro-credentials/" + published.id())
                .send()
                .expect(200);
        Answer edited = classroom
                .author
                .put(own)
                .header("If-Match", staff.etag())
                .json(classroom.draft("Second edition"))
                .send()
                .expect(200);
        classroom
                .author
                .post(own + "/publication")
                .header("If-Match", edited.etag())
                .send()
                .expect(200);
        assertThat(stack.anybody().get(own + "/versions/1").send().expect(200).json())
                .isEqualTo(first);
        assertThat(stack.anybody()
                        .get(own + "/versions/2")
                        .send()
                        .expect(200)
                        .json()
                        .path("title")
                        .asText())
                .startsWith("Second edition");
    }

    @Test
    void closingStopsNewEnrolmentsAndLetsRunningOnesFinish() {
        classroom.learner("lena");
        classroom.learner("lukas");
        Classroom.Published published = classroom.publish("Closing soon");
        Answer running = classroom.enrol("lena", published);
        String own = "/catalog/micro-credentials/" + published.id();
        Answer closed = classroom
                .author
                .post(own + "/closure")
                .header("If-Match", "*")
                .send()
                .expect(200);
        Answer late = stack.person("lukas")
                .post("/enrolment/enrolments")
                .json(Json.object("microCredentialId", published.id()))
                .after(closed)
                .send();
        Classroom.refused(late, 409, "closed");
        classroom.record(running, 75);
        classroom.award(running, "issued");
    }

    @Test
    void oneLearnerActsThroughTwoAccounts() {
        String lena = classroom.learner("lena");
        Session work = stack.person("lena-work");
        if (work.get("/enrolment/learners/me").send().status() != 200) {
            String code = stack.person("lena")
                    .post("/enrolment/learners/me/login-invitations")
                    .send()
                    .expect(201)
                    .json()
                    .path("code")
                    .asText();
            work.post("/enrolment/learners/me/logins")
                    .json(Json.object("code", code))
                    .send()
                    .expect(200);
        }
        assertThat(work.get("/enrolment/learners/me")
                        .send()
                        .expect(200)
                        .json()
                        .path("learnerId")
                        .asText())
                .isEqualTo(lena);
    }

    @Test
    void aFailedDeliveryIsRetriedUnderTheSameId() {
        classroom.learner("lena");
        try (WebhookSink sink = new WebhookSink()) {
            JsonNode endpoint = Employer.listens(classroom, sink);
            sink.refuse(1);
            String credential = classroom.credential("lena", "Retried");
            WebhookSink.Delivery delivery = await().atMost(Duration.ofMinutes(2))
                    .until(
                            () -> sink.deliveries().stream()
                                    .filter(each -> each.credentialId().equals(credential))
                                    .findFirst(),
                            java.util.Optional::isPresent)
                    .orElseThrow();
            assertThat(WebhookSignature.matches(
                            delivery, endpoint.path("secret").asText()))
                    .isTrue();
            Employer.stops(classroom, endpoint);
        }
    }

    @Test
    void theSameCreationTwiceUnderOneKeyHappensOnce() {
        String key = UUID.randomUUID().toString();
        var body = classroom.draft("Created once");
        Answer one = classroom
                .author
                .post("/catalog/micro-credentials")
                .header("Idempotency-Key", key)
                .json(body)
                .send()
                .expect(201);
        Answer two = classroom
                .author
                .post("/catalog/micro-credentials")
                .header("Idempotency-Key", key)
                .json(body)
                .send()
                .expect(201);
        assertThat(two.json()).isEqualTo(one.json());
    }

    private Outcome journey(Keepsakes keepsakes) {
        return new Journey(stack, classroom.seed, Narrator.silent(), keepsakes).run();
    }
}
