package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A cohort's results in one request, followed to its credentials. */
class BulkE2E {

    private static final int ROWS = 200;

    private final Classroom classroom = new Classroom();
    private final Stack stack = classroom.stack;

    @Test
    void aBatchOfResultsBecomesCredentialsAndBothViewsTellOfIt() {
        List<Answer> enrolled = cohort();
        StringBuilder csv = new StringBuilder("enrolmentId,score,assessedOn,evidenceUrl,evidenceName\r\n");
        for (int row = 0; row < ROWS; row++) {
            // One in ten does not pass.
            csv.append(enrolled.get(row).json().path("id").asText())
                    .append(row % 10 == 9 ? ",20," : ",90,")
                    .append(Classroom.today())
                    .append(",https://evidence.example/portfolio,\"Portfolio, bound\"\r\n");
        }
        Call submission = classroom
                .registrar
                .post("/assessment/result-batches")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8));
        JsonNode accepted = submission.send().expect(202).json();
        String id = accepted.path("id").asText();
        assertThat(submission.send().expect(202).json().path("id").asText()).isEqualTo(id);

        JsonNode recorded = last("/assessment/result-batches/" + id);
        assertThat(recorded.path("state").asText()).isEqualTo("finished");
        assertThat(recorded.path("recorded").asInt()).as(recorded.toString()).isEqualTo(ROWS);

        String awards = recorded.path("awards").asText();
        await("the first award of the batch")
                .atMost(Classroom.PATIENCE)
                .until(() -> classroom.registrar.get(awards).send().status() == 200);
        JsonNode issued = last(awards);
        assertThat(issued.path("issued").asInt()).as(issued.toString()).isEqualTo(ROWS - ROWS / 10);
        assertThat(issued.path("none").asInt()).isEqualTo(ROWS / 10);

        JsonNode row = classroom
                .registrar
                .get(awards + "/rows")
                .query("state", "issued")
                .send()
                .expect(200)
                .json()
                .path("items")
                .path(0);
        assertThat(row.path("row").asInt()).isEqualTo(1);
        classroom.verified(row.path("credentialId").asText(), "valid");

        Classroom.refused(
                stack.person("hugo")
                        .at("harbour")
                        .get("/assessment/result-batches/" + id)
                        .send(),
                404,
                "");
        Classroom.refused(stack.person("hugo").at("harbour").get(awards).send(), 404, "");
    }

    /** Two learners on a hundred micro-credentials each. */
    private List<Answer> cohort() {
        classroom.learner("lena");
        classroom.learner("lukas");
        List<Answer> enrolled = new ArrayList<>();
        while (enrolled.size() < ROWS) {
            Classroom.Published published = classroom.publish("In bulk");
            enrolled.add(classroom.enrol("lena", published));
            enrolled.add(classroom.enrol("lukas", published));
        }
        return enrolled;
    }

    /** What the last event of the stream says. */
    private JsonNode last(String path) {
        try (var lines = stack.lines(classroom.registrar, path, "text/event-stream")) {
            List<String> data = lines.filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring(5).strip())
                    .toList();
            assertThat(data).isNotEmpty();
            return Json.read(data.getLast().getBytes(StandardCharsets.UTF_8));
        }
    }
}
