package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One call, and nothing that tells of the person is left, but for what compaction has yet to take from two topics. */
class ErasureE2E {

    private static final Set<String> PERSONAL = Set.of("enrolment.learners", "issuance.credentials");
    private static final String NAME = "ليلى حدّاد";
    private static final String EMAIL = "layla@learners.example";

    private final Classroom classroom = new Classroom();
    private String credential = "";
    private List<String> traces = List.of();

    @BeforeEach
    void laylaIsAwardedACredentialAndErased() throws Exception {
        Session layla = classroom.stack.person("layla");
        classroom.learner("layla");
        credential = classroom.credential("layla", "Forgotten");
        traces = List.of(NAME, EMAIL, subject(layla));
        // Who looks for nothing finds nothing: before, there is something to find.
        assertThat(Inside.tablesHolding(traces)).hasSizeGreaterThan(3);
        assertThat(topicsHolding()).hasSizeGreaterThan(1);
        layla.delete("/enrolment/learners/me").send().expect(202);
    }

    @Test
    void nothingButIdsIsLeft() throws Exception {
        for (String path : List.of("/verification/credentials/", "/credentials/", "/verify/")) {
            await(path)
                    .atMost(Classroom.PATIENCE)
                    .until(() -> classroom
                                    .stack
                                    .anybody()
                                    .get(path + credential)
                                    .send()
                                    .status()
                            == 410);
        }
        await("the databases to forget")
                .atMost(Classroom.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(Inside.tablesHolding(traces)).isEmpty());
        await("the topics to forget")
                .atMost(Classroom.PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(topicsHolding()).isEmpty());
        assertThat(logsHolding()).isEmpty();
        int status = classroom
                .stack
                .person("layla")
                .get("/enrolment/learners/me")
                .send()
                .status();
        assertThat(status).isIn(403, 404);
    }

    /** Records that tell of her and that no later tombstone of their key takes away. */
    private List<String> topicsHolding() {
        List<ConsumerRecord<byte[], byte[]>> records = Inside.records();
        Map<String, ConsumerRecord<byte[], byte[]>> latest = new HashMap<>();
        records.forEach(record -> latest.put(record.topic() + Inside.text(record.key()), record));
        List<String> holding = new ArrayList<>();
        for (var record : records) {
            boolean dead = latest.getOrDefault(record.topic() + Inside.text(record.key()), record)
                            .value()
                    == null;
            for (String trace : traces) {
                if (Inside.mentions(record, trace) && !(PERSONAL.contains(record.topic()) && dead)) {
                    holding.add(record.topic() + "@" + record.offset() + " holds " + trace);
                }
            }
        }
        return holding;
    }

    private List<String> logsHolding() throws IOException {
        List<String> holding = new ArrayList<>();
        try (var files = Files.walk(classroom.stack.state().resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                for (String trace : traces) {
                    if (text.contains(trace)) {
                        holding.add(file.getFileName() + " holds " + trace);
                    }
                }
            }
        }
        return holding;
    }

    private static String subject(Session session) {
        byte[] claims =
                Base64.getUrlDecoder().decode(String.valueOf(session.token()).split("\\.", -1)[1]);
        return Json.read(claims).path("sub").asText();
    }
}
