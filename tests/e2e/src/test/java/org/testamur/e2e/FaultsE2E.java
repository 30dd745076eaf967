package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts fail while results flow; in the end each pass is one credential, one record and one webhook id. */
class FaultsE2E {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static final List<String> LEARNERS = List.of("lena", "lukas");
    private static final int MICRO_CREDENTIALS = 6;

    private final Classroom classroom = new Classroom();
    private final WebhookSink sink = new WebhookSink();
    private JsonNode endpoint = Json.object();

    @BeforeEach
    void anEmployerListens() {
        LEARNERS.forEach(classroom::learner);
        endpoint = Employer.listens(classroom, sink);
    }

    @AfterEach
    void nobodyListens() {
        Employer.stops(classroom, endpoint);
        sink.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "stop, kafka, ''",
        "stop, postgres, --immediate",
        "kill, catalog, ''",
        "kill, enrolment, ''",
        "kill, assessment, ''",
        "kill, issuance, ''",
        "kill, verification, ''"
    })
    void everyPassBecomesOneCredential(String how, String part, String option) throws Exception {
        List<Answer> enrolments = new ArrayList<>();
        for (int i = 0; i < MICRO_CREDENTIALS; i++) {
            Classroom.Published published = classroom.publish("During " + how + " of " + part);
            for (String learner : LEARNERS) {
                enrolments.add(classroom.enrol(learner, published));
            }
        }
        Thread stream = Thread.ofVirtual().start(() -> enrolments.forEach(this::recordUntilItIs));
        await().atMost(LONG).until(() -> !sink.deliveries().isEmpty());
        Parts.testamur(classroom.stack, how, part, option);
        Parts.testamur(classroom.stack, "start", part);
        assertThat(stream.join(LONG)).isTrue();

        Map<String, String> credentials = new HashMap<>();
        for (Answer enrolment : enrolments) {
            String id = enrolment.json().path("id").asText();
            await(id)
                    .atMost(LONG)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(
                            () -> classroom
                                    .registrar
                                    .get("/issuance/awards/" + id)
                                    .send()
                                    .json(),
                            award -> award.path("state").asText().equals("issued")
                                    && credentials.put(
                                                    id,
                                                    award.path("credentialId").asText())
                                            == null);
        }
        for (String credential : credentials.values()) {
            await(credential)
                    .atMost(LONG)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> classroom
                            .stack
                            .anybody()
                            .get("/verification/credentials/" + credential)
                            .send()
                            .json()
                            .path("status")
                            .asText()
                            .equals("valid"));
        }
        await("every webhook")
                .atMost(LONG)
                .untilAsserted(() -> assertThat(Employer.issued(sink).keySet()).containsAll(credentials.values()));
        credentials
                .values()
                .forEach(credential -> assertThat(Employer.issued(sink).get(credential))
                        .as("webhook ids of " + credential)
                        .hasSize(1));
        Map<String, Set<String>> told = Inside.credentialsTold();
        credentials.forEach((enrolment, credential) -> assertThat(told.get(enrolment))
                .as("credentials of " + enrolment)
                .containsExactly(credential));
    }

    /** Whoever records a result tries again until it is recorded, whatever is down meanwhile. */
    private void recordUntilItIs(Answer enrolled) {
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    try {
                        int status = classroom
                                .assessor
                                .put("/assessment/results/"
                                        + enrolled.json().path("id").asText())
                                .json(Classroom.result(80))
                                .after(enrolled)
                                .send()
                                .status();
                        return status == 200 || status == 201;
                    } catch (UncheckedIOException | Answer.UnexpectedAnswer e) {
                        return false;
                    }
                });
    }
}
