package org.testamur.bench.stack;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.testamur.e2e.Answer;
import org.testamur.e2e.Json;
import org.testamur.e2e.Session;
import org.testamur.e2e.Stack;

/** One credential that went the whole way, from a learner who enrolled to a document that verifies. */
public record Award(String enrolmentId, String learnerId, String credentialId, ObjectNode document) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Of the demo's first learner, who agrees to the score being shown. */
    static Award make(Stack stack, String slug, String microCredential) {
        Session learner = stack.person("lena");
        Session assessor = stack.person("asha").at(Campus.INSTITUTION);
        learner.put("/enrolment/learners/me").json(Json.object()).send().expect(200, 201);
        Answer consented = learner.put("/enrolment/learners/me/consents")
                .json(Json.object("name", false, "evidence", false, "result", true))
                .send()
                .expect(200);
        leave(learner, stack.person("nora").at(Campus.INSTITUTION), microCredential);
        Answer enrolled = await(slug)
                .atMost(PATIENCE)
                .until(
                        () -> learner.post("/enrolment/enrolments")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .json(Json.object("microCredentialId", microCredential))
                                .after(consented)
                                .send(),
                        answer -> answer.status() == 201);
        String enrolment = enrolled.json().path("id").asText();
        Answer recorded = assessor.put("/assessment/results/" + enrolment)
                .json(Json.object(
                        "score",
                        87,
                        "evidence",
                        Json.array(),
                        "assessedOn",
                        java.time.LocalDate.now(java.time.ZoneId.of("Europe/Tallinn"))
                                .toString()))
                .after(enrolled)
                .send()
                .expect(201);
        JsonNode award = await("the award of " + enrolment)
                .atMost(PATIENCE)
                .until(
                        () -> learner.get("/issuance/learners/me/awards/" + enrolment)
                                .after(recorded)
                                .send()
                                .json(),
                        json -> json.path("state").asText().matches("issued|refused"));
        String credential = award.path("credentialId").asText();
        await("the record of " + credential)
                .atMost(PATIENCE)
                .until(() -> stack.anybody()
                                .get("/verification/credentials/" + credential)
                                .send()
                                .status()
                        == 200);
        ObjectNode document = (ObjectNode) stack.anybody()
                .get(award.path("credentialUrl").asText())
                .accept("application/vc")
                .send()
                .expect(200)
                .json();
        return new Award(enrolment, enrolled.json().path("learnerId").asText(), credential, document);
    }

    /** Ends the enrolment of an earlier award, if there is one: there is one at a time. */
    private static void leave(Session learner, Session registrar, String microCredential) {
        for (JsonNode enrolment : learner.get("/enrolment/learners/me/enrolments?limit=200")
                .send()
                .expect(200)
                .json()
                .path("items")) {
            if (enrolment.path("microCredentialId").asText().equals(microCredential)
                    && enrolment.path("state").asText().equals("active")) {
                registrar
                        .post("/enrolment/enrolments/" + enrolment.path("id").asText() + "/withdrawal")
                        .send()
                        .expect(200);
            }
        }
    }

    /**
     * The document before it was signed, as an institution would bring it that issues by itself: of the learner with this
     * number, under an id that is not the platform's, and without a place in its status lists.
     */
    ObjectNode badge(int number) {
        ObjectNode badge = document.deepCopy();
        badge.remove(List.of("proof", "credentialStatus"));
        String text = Json.text(badge)
                .replace(badge.path("id").asText(), "urn:uuid:" + id("credential", number))
                .replace(badge.at("/credentialSubject/id").asText(), "urn:uuid:" + id("subject", number));
        return (ObjectNode) Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static UUID id(String of, int number) {
        return UUID.nameUUIDFromBytes((of + number).getBytes(StandardCharsets.UTF_8));
    }
}
