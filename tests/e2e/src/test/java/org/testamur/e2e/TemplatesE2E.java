package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is signed from templates, judged by other people's software. */
class TemplatesE2E {

    private static final List<String> TEXTS = List.of(
            "Asha Rao",
            "\u05DC\u05D9\u05D0\u05D4 \u05DB\u05D4\u05DF",
            "\uD841\uDF0E\uD83E\uDDEA",
            "\"quoted\" \\ back",
            "tab\tand\nline",
            "<b>&</b> \u2028",
            "e\u0301\u00E9");

    private final Classroom classroom = new Classroom();
    private final Random random = new Random();

    @Test
    void awardsOfOneAchievementConvinceForeignSoftware() throws Exception {
        Path folder = folder("templates");
        Classroom.Published published = classroom.publish("Signed alike");
        int number = 0;
        // The first is signed by the general path, the others by what was learned from it.
        for (String learner : List.of("lena", "lukas", "asha")) {
            classroom.learner(learner);
            Answer enrolled = classroom.enrol(learner, published);
            (learner.equals("asha") ? classroom.stack.machine("northfield-sis") : classroom.assessor)
                    .put("/assessment/results/" + enrolled.json().path("id").asText())
                    .json(Classroom.result(70 + number))
                    .after(enrolled)
                    .send()
                    .expect(201);
            String id = classroom.award(enrolled, "issued").path("credentialId").asText();
            keep(
                    folder,
                    number++,
                    classroom
                            .stack
                            .anybody()
                            .get("/credentials/" + id)
                            .send()
                            .expect(200)
                            .body());
        }
        ForeignChecks.verifyAll(folder);
    }

    @Test
    void whatAnInstitutionBringsConvincesForeignSoftware() throws Exception {
        Path folder = folder("brought");
        String issuer = classroom
                .stack
                .anybody()
                .get("/issuers/northfield")
                .send()
                .expect(200)
                .json()
                .path("id")
                .asText();
        int number = 0;
        for (int round = 0; round < 3; round++) {
            ObjectNode request = Json.object();
            ArrayNode credentials = request.putArray("credentials");
            for (int i = 0; i < 20; i++) {
                credentials.add(badge(issuer, i % 2 == 0));
            }
            JsonNode results = classroom
                    .registrar
                    .post("/credentials/issue-batch")
                    .json(request)
                    .send()
                    .expect(200)
                    .json()
                    .path("results");
            assertThat(results).hasSize(20);
            for (JsonNode result : results) {
                assertThat(result.has("problem")).as(result.toString()).isFalse();
                keep(
                        folder,
                        number++,
                        result.path("verifiableCredential").toString().getBytes(StandardCharsets.UTF_8));
            }
        }
        ForeignChecks.verifyAll(folder);
    }

    private ObjectNode badge(String issuer, boolean evidence) {
        ObjectNode badge = Json.object(
                "@context",
                List.of(
                        "https://www.w3.org/ns/credentials/v2",
                        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"),
                "id",
                "urn:uuid:" + UUID.randomUUID(),
                "type",
                List.of("VerifiableCredential", "OpenBadgeCredential"),
                "name",
                "Brought",
                "issuer",
                Json.object("id", issuer, "type", List.of("Profile"), "name", "Northfield University"),
                "validFrom",
                Instant.now().truncatedTo(ChronoUnit.DAYS).toString(),
                "credentialSubject",
                Json.object(
                        "id",
                        "urn:uuid:" + UUID.randomUUID(),
                        "type",
                        List.of("AchievementSubject"),
                        "identifier",
                        List.of(Json.object(
                                "type",
                                "IdentityObject",
                                "identityType",
                                "name",
                                "hashed",
                                false,
                                "identityHash",
                                text())),
                        "achievement",
                        Json.object(
                                "id",
                                "https://northfield.example/achievements/brought",
                                "type",
                                List.of("Achievement"),
                                "name",
                                "Brought",
                                "description",
                                "Brought to be signed.",
                                "criteria",
                                Json.object("narrative", "Pass."))));
        if (evidence) {
            badge.set(
                    "evidence",
                    Json.array(Json.object(
                            "id",
                            "https://evidence.example/" + UUID.randomUUID(),
                            "type",
                            List.of("Evidence"),
                            "name",
                            text())));
        }
        return badge;
    }

    private String text() {
        List<String> words = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            words.add(TEXTS.get(random.nextInt(TEXTS.size())));
        }
        return String.join(" ", words);
    }

    private Path folder(String name) throws IOException {
        Path folder = Classroom.leavings(name);
        Files.createDirectories(folder);
        try (Stream<Path> old = Files.list(folder)) {
            for (Path file : old.toList()) {
                Files.delete(file);
            }
        }
        ObjectNode summary = Json.object(
                "caCertificate", classroom.stack.authority().toAbsolutePath().toString());
        Files.writeString(folder.resolve("summary.json"), Json.pretty(summary));
        return folder;
    }

    private static void keep(Path folder, int number, byte[] credential) throws IOException {
        Files.write(folder.resolve("credential-" + number + ".json"), credential);
    }
}
