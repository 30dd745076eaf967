package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Results flow while one part after another fails, the next before all that the last held up is through. In the end each
 * pass is one credential, one record and one webhook id.
 */
class FaultsE2E {

    private static final Duration LONG = Duration.ofMinutes(4);
    private static final List<String> LEARNERS = List.of("lena", "lukas");
    private static final int MICRO_CREDENTIALS = 3;

    private static final List<Fault> FAULTS = List.of(
            new Fault("stop", "kafka", ""),
            new Fault("stop", "postgres", "--immediate"),
            new Fault("kill", "catalog", ""),
            new Fault("kill", "enrolment", ""),
            new Fault("kill", "assessment", ""),
            new Fault("kill", "issuance", ""),
            new Fault("kill", "verification", ""));

    private final Classroom classroom = new Classroom();
    private final WebhookSink sink = new WebhookSink();
    private JsonNode endpoint = Json.object();

    private record Fault(String how, String part, String option) {}

    /** An enrolment whose result is recorded while a part fails. */
    private record During(Fault fault, Answer enrolled) {

        String id() {
            return enrolled.json().path("id").asText();
        }

        String what() {
            return "the enrolment " + id() + " during " + fault.how() + " " + fault.part();
        }
    }

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

    @Test
    void everyPassBecomesOneCredentialThroughSevenFaults() throws Exception {
        List<Fault> faults = new ArrayList<>(FAULTS);
        Collections.shuffle(faults);
        System.out.println(faults);
        List<During> all = faults.stream().flatMap(this::enrolments).toList();
        for (Fault fault : faults) {
            long before = sink.deliveries().size();
            Thread stream = Thread.ofVirtual()
                    .start(() -> all.stream()
                            .filter(each -> each.fault().equals(fault))
                            .forEach(this::recordUntilItIs));
            await("webhooks before " + fault)
                    .atMost(LONG)
                    .until(() -> sink.deliveries().size() > before);
            Parts.testamur(classroom.stack, fault.how(), fault.part(), fault.option());
            if (fault.part().equals("verification")) {
                // So that nobody starts it meanwhile.
                Parts.testamur(classroom.stack, "stop", fault.part());
                theDoctorNamesIt(fault.part());
            }
            Parts.testamur(classroom.stack, "start", fault.part());
            assertThat(stream.join(LONG)).as("results recorded during " + fault).isTrue();
        }
        Map<During, String> credentials = new HashMap<>();
        for (During each : all) {
            credentials.put(each, issued(each));
        }
        assertThat(credentials.values()).doesNotHaveDuplicates();
        credentials.forEach(this::isVerified);
        await("every webhook")
                .atMost(LONG)
                .untilAsserted(() -> assertThat(Employer.issued(sink).keySet()).containsAll(credentials.values()));
        Map<String, Set<String>> webhooks = Employer.issued(sink);
        Map<String, Set<String>> told = Inside.credentialsTold();
        credentials.forEach((each, credential) -> {
            assertThat(webhooks.get(credential))
                    .as("webhook ids of " + each.what())
                    .hasSize(1);
            assertThat(told.get(each.id())).as("credentials of " + each.what()).containsExactly(credential);
        });
    }

    private void theDoctorNamesIt(String service) throws Exception {
        Parts.Ended doctor = Parts.end(classroom.stack, "doctor", "--watch", "0", "--json");
        assertThat(doctor.code()).as(doctor.output()).isEqualTo(2);
        String json = doctor.output().substring(doctor.output().indexOf('{'));
        assertThat(Json.read(json.getBytes(StandardCharsets.UTF_8)).path("findings"))
                .filteredOn(finding -> finding.path("name").asText().equals("TestamurServiceDown"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.path("meaning").asText())
                        .startsWith("No instance of " + service + " is there."));
    }

    private Stream<During> enrolments(Fault fault) {
        return IntStream.range(0, MICRO_CREDENTIALS)
                .mapToObj(i -> classroom.publish("During " + fault.how() + " of " + fault.part()))
                .flatMap(published ->
                        LEARNERS.stream().map(learner -> new During(fault, classroom.enrol(learner, published))));
    }

    private String issued(During each) {
        return await(each.what())
                .atMost(LONG)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(
                        () -> classroom
                                .registrar
                                .get("/issuance/awards/" + each.id())
                                .send()
                                .json(),
                        award -> award.path("state").asText().equals("issued"))
                .path("credentialId")
                .asText();
    }

    private void isVerified(During each, String credential) {
        await("the credential " + credential + " of " + each.what())
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

    /** Whoever records a result tries again until it is recorded, whatever is down meanwhile. */
    private void recordUntilItIs(During each) {
        await().atMost(LONG)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    try {
                        int status = classroom
                                .assessor
                                .put("/assessment/results/" + each.id())
                                .json(Classroom.result(80))
                                .after(each.enrolled())
                                .send()
                                .status();
                        return status == 200 || status == 201;
                    } catch (UncheckedIOException | Answer.UnexpectedAnswer e) {
                        return false;
                    }
                });
    }
}
