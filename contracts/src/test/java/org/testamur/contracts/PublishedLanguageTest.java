package org.testamur.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds topics, AsyncAPI document, schemas and examples to one another. */
class PublishedLanguageTest {

    private static final Path FOLDER = Path.of("").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document =
            YAML.readTree(FOLDER.resolve("asyncapi.yaml").toFile());
    private final JsonNode topics = YAML.readTree(FOLDER.resolve("topics.yaml").toFile());

    PublishedLanguageTest() throws IOException {}

    @Test
    void everyTopicIsDescribedAndNoOther() {
        assertThat(channels().keySet())
                .containsExactlyInAnyOrderElementsOf(elements(topics)
                        .map(topic -> topic.path("name").asText())
                        .toList());
    }

    @Test
    void everyTopicIsDescribedWithItsPartitionsAndCleanUpPolicy() {
        for (JsonNode topic : topics) {
            JsonNode binding =
                    channels().get(topic.path("name").asText()).path("bindings").path("kafka");
            assertThat(binding.path("topic")).isEqualTo(topic.path("name"));
            assertThat(binding.path("partitions")).isEqualTo(topic.path("partitions"));
            assertThat(binding.path("topicConfiguration").path("cleanup.policy").get(0))
                    .isEqualTo(topic.path("config").path("cleanup.policy"));
        }
    }

    @Test
    void everyTopicNamesOwnerReadersAndWhetherAPersonStandsInIt() {
        var services = List.of("catalog", "enrolment", "assessment", "issuance", "verification");
        for (JsonNode topic : topics) {
            String name = topic.path("name").asText();
            assertThat(name).startsWith(topic.path("owner").asText("nobody") + ".");
            assertThat(topic.path("readers").isArray()).as(name).isTrue();
            assertThat(elements(topic.path("readers")).map(JsonNode::asText))
                    .as(name)
                    .doesNotHaveDuplicates()
                    .doesNotContain(topic.path("owner").asText())
                    .isSubsetOf(services);
            assertThat(topic.path("personal").asText()).as(name).isIn("true", "ids", "false");
            assertThat(topic.path("restored-from").asText()).as(name).isIn("tables", "nothing");
        }
    }

    @Test
    void whatAPersonStandsInIsCompactedWithinTheHourAndItsTombstonesStayADay() {
        var personal = elements(topics)
                .filter(topic -> topic.path("personal").asText().equals("true"))
                .toList();
        assertThat(personal)
                .extracting(topic -> topic.path("name").asText())
                .containsExactlyInAnyOrder("enrolment.learners", "assessment.results", "issuance.credentials");
        for (JsonNode topic : personal) {
            JsonNode config = topic.path("config");
            String name = topic.path("name").asText();
            assertThat(config.path("cleanup.policy").asText()).as(name).isEqualTo("compact");
            assertThat(config.path("max.compaction.lag.ms").asLong(Long.MAX_VALUE))
                    .as(name)
                    .isLessThanOrEqualTo(3_600_000);
            // What lies in the segment that is written to is never compacted.
            assertThat(config.path("segment.ms").asLong(Long.MAX_VALUE))
                    .as(name)
                    .isLessThanOrEqualTo(3_600_000);
            assertThat(config.path("min.cleanable.dirty.ratio").asDouble(1))
                    .as(name)
                    .isLessThanOrEqualTo(0.01);
            assertThat(config.path("delete.retention.ms").asLong()).as(name).isGreaterThanOrEqualTo(86_400_000);
        }
    }

    @Test
    void theDocumentTagsWhatAPersonStandsIn() {
        assertThat(channels().entrySet().stream()
                        .filter(channel -> elements(channel.getValue().path("tags"))
                                .anyMatch(tag -> tag.path("name").asText().equals("personal data")))
                        .map(Map.Entry::getKey))
                .containsExactlyInAnyOrderElementsOf(elements(topics)
                        .filter(topic -> topic.path("personal").asText().equals("true"))
                        .map(topic -> topic.path("name").asText())
                        .toList());
    }

    @Test
    void everyTopicIsToldByTheServiceThatOwnsIt() {
        assertThat(elements(document.path("operations"))
                        .filter(operation -> operation.path("action").asText().equals("send"))
                        .map(operation -> resolve(operation.path("channel"))
                                .path("address")
                                .asText()))
                .containsExactlyInAnyOrderElementsOf(channels().keySet());
    }

    @Test
    void everyMessageHasItsSchemaInTheFileOfItsTopic() {
        channels().forEach((topic, channel) -> {
            for (JsonNode reference : channel.path("messages")) {
                JsonNode message = resolve(reference);
                if (isTombstone(message.path("name").asText(), topic)) {
                    assertThat(message.path("payload").path("type").asText()).isEqualTo("null");
                } else {
                    Path schema = Path.of(message.path("payload").path("$ref").asText());
                    assertThat(schema).isEqualTo(FOLDER.relativize(schema(topic)));
                    assertThat(FOLDER.resolve(schema)).exists();
                }
            }
        });
    }

    @Test
    void everyTypeHasAnExample() throws IOException {
        var shown = new TreeSet<String>();
        for (Path example : examples()) {
            shown.add(JSON.readTree(example.toFile())
                    .path("headers")
                    .path("ce_type")
                    .asText());
        }
        assertThat(shown)
                .containsAll(channels().entrySet().stream()
                        .filter(channel -> !channel.getKey().endsWith(".dead-letters"))
                        .flatMap(channel -> types(channel.getValue()))
                        .toList());
    }

    @TestFactory
    Stream<DynamicTest> everyExampleIsARecordOfItsTopic() throws IOException {
        return examples().stream()
                .map(file -> DynamicTest.dynamicTest(FOLDER.relativize(file).toString(), () -> {
                    String topic = file.getParent().getFileName().toString();
                    JsonNode example = JSON.readTree(file.toFile());
                    JsonNode headers = example.path("headers");
                    String type = headers.path("ce_type").asText();

                    assertThat(channels()).containsKey(topic);
                    assertThat(types(channels().get(topic))).contains(type);
                    assertThat(headers.path("ce_subject")).isEqualTo(example.path("key"));
                    assertThat(faults(cloudEvent(), headers)).isEmpty();
                    if (isTombstone(type, topic)) {
                        assertThat(example.get("data").isNull()).isTrue();
                    } else {
                        assertThat(faults(
                                        SCHEMAS.getSchema(
                                                JSON.readTree(schema(topic).toFile()), STRICT),
                                        example.path("data")))
                                .isEmpty();
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyWebhookHasAnExampleThatIsTrueToTheSchema() throws IOException {
        JsonNode schema =
                JSON.readTree(FOLDER.resolve("webhooks/schema.v1.json").toFile());
        return elements(schema.path("oneOf"))
                .map(kind -> kind.at("/properties/type/const").asText())
                .map(type -> DynamicTest.dynamicTest(type, () -> {
                    JsonNode example = JSON.readTree(FOLDER.resolve("webhooks/examples/" + type + ".json")
                            .toFile());
                    assertThat(example.path("type").asText()).isEqualTo(type);
                    // What employers read shows the same.
                    assertThat(Files.readString(FOLDER.resolve("../docs/webhooks.md")))
                            .contains(Files.readString(FOLDER.resolve("webhooks/examples/" + type + ".json"))
                                    .strip());
                    assertThat(faults(SCHEMAS.getSchema(schema, STRICT), example))
                            .isEmpty();
                }));
    }

    private JsonSchema cloudEvent() {
        return SCHEMAS.getSchema(document.path("components").path("schemas").path("cloudEvent"), STRICT);
    }

    private static List<String> faults(JsonSchema schema, JsonNode data) {
        return schema.validate(data).stream().map(Object::toString).toList();
    }

    private static boolean isTombstone(String type, String topic) {
        return type.endsWith(".erased.v1") && !topic.equals("enrolment.erasures");
    }

    private static Path schema(String topic) {
        return FOLDER.resolve("schemas/" + (topic.endsWith(".dead-letters") ? "dead-letters" : topic) + ".v1.json");
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER.resolve("examples"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private Map<String, JsonNode> channels() {
        var channels = new TreeMap<String, JsonNode>();
        for (JsonNode channel : document.path("channels")) {
            channels.put(channel.path("address").asText(), channel);
        }
        return channels;
    }

    private Stream<String> types(JsonNode channel) {
        return elements(channel.path("messages"))
                .map(reference -> resolve(reference).path("name").asText());
    }

    private JsonNode resolve(JsonNode reference) {
        return document.at(reference.path("$ref").asText().substring(1));
    }

    private static Stream<JsonNode> elements(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false);
    }
}
