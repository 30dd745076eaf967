package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.testing.Events;

/** What is really sent keeps to the published schemas, and so does every example. */
@QuarkusTest
class ContractIT {

    @Test
    void everythingThatIsSentKeepsToItsSchema() {
        Catalog.School school = Catalog.school();
        school.as("registrar")
                .contentType("image/svg+xml")
                .body(Catalog.SVG)
                .header("If-Match", "*")
                .put("/catalog/institutions/" + school.id() + "/logo")
                .then()
                .statusCode(200);
        Catalog.operator()
                .body("{\"slug\": \"%s\", \"name\": \"Acme\", \"url\": \"https://acme.example/\"}"
                        .formatted(Catalog.slug()))
                .post("/catalog/employers")
                .then()
                .statusCode(201);
        String id = school.draft();
        school.author()
                .contentType("image/png")
                .body(Catalog.png())
                .header("If-Match", "*")
                .put("/catalog/micro-credentials/" + id + "/image?alternativeText=A+hat")
                .then()
                .statusCode(200);
        school.publish(id);
        school.author()
                .post("/catalog/micro-credentials/" + id + "/closure")
                .then()
                .statusCode(200);
        school.author()
                .post("/catalog/micro-credentials/" + id + "/retirement")
                .then()
                .statusCode(200);
        try (Events events = Catalog.events()) {
            events.await(
                    "catalog.micro-credentials",
                    event -> event.key().equals(id) && event.type().endsWith(".retired.v1"));
            for (String topic : List.of("catalog.organisations", "catalog.micro-credentials")) {
                JsonSchema schema = schema(topic);
                List<Events.Event> told = events.read(topic);
                assertThat(told).isNotEmpty();
                for (Events.Event event : told) {
                    assertThat(schema.validate(event.data()))
                            .as(event.toString())
                            .isEmpty();
                    assertThat(event.headers())
                            .containsEntry("ce_specversion", "1.0")
                            .containsEntry("ce_source", "https://localhost:8443/catalog")
                            .containsEntry("ce_subject", event.key())
                            .containsEntry("content-type", "application/json")
                            .containsKeys("ce_id", "ce_time", "ce_aggregateversion");
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalog.organisations", "catalog.micro-credentials", "catalog.memberships"})
    void everyExampleKeepsToItsSchema(String topic) throws IOException, URISyntaxException {
        JsonSchema schema = schema(topic);
        var folder = Objects.requireNonNull(getClass().getResource("/contracts/examples/" + topic))
                .toURI();
        if (folder.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                check(schema, jar.getPath("/contracts/examples/" + topic));
            }
        } else {
            check(schema, Path.of(folder));
        }
    }

    private static void check(JsonSchema schema, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                JsonNode example = Catalog.JSON.readTree(Files.readString(file));
                assertThat(schema.validate(example.path("data")))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void everyFactIsToldAgainOnRequest() {
        Catalog.School school = Catalog.school();
        String id = school.published();
        String draft = school.draft();
        for (String topic : List.of("catalog.organisations", "catalog.micro-credentials")) {
            Catalog.operator()
                    .post("/catalog/operations/topics/" + topic + "/republication")
                    .then()
                    .statusCode(200)
                    .body("topic", equalTo(topic))
                    .body("facts", greaterThan(0));
        }
        Catalog.operator()
                .post("/catalog/operations/topics/enrolment.learners/republication")
                .then()
                .statusCode(404);
        try (Events events = Catalog.events()) {
            String last = Catalog.school().id();
            events.await("catalog.organisations", event -> event.key().equals(last));
            assertThat(events.read("catalog.organisations").stream()
                            .filter(event -> event.key().equals(school.id())))
                    .hasSize(2);
            List<Events.Event> told = events.read("catalog.micro-credentials").stream()
                    .filter(event -> event.key().equals(id))
                    .toList();
            assertThat(told).hasSize(2);
            assertThat(told.getLast().data()).isEqualTo(told.getFirst().data());
            assertThat(told.getLast().type()).isEqualTo(told.getFirst().type());
            assertThat(events.read("catalog.micro-credentials"))
                    .noneMatch(event -> event.key().equals(draft));
        }
    }

    private static JsonSchema schema(String topic) {
        try (InputStream json = ContractIT.class.getResourceAsStream("/contracts/schemas/" + topic + ".v1.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Objects.requireNonNull(json));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
