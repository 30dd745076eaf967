package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.testamur.e2e.demo.Demo;

/** What the demo prints, for people and for programs. */
class DemoE2E {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void jsonIsTrueToItsSchemaAndEveryStepIsAsItSays() throws IOException {
        assertThat(run("--json")).as(text(err)).isZero();
        JsonNode summary = Json.read(out.toByteArray());
        assertThat(faults(summary, "")).isEmpty();
        assertThat(summary.path("steps").findValuesAsText("name"))
                .startsWith(
                        "organisations",
                        "signing-keys",
                        "micro-credentials",
                        "webhook-endpoint",
                        "award",
                        "webhook",
                        "second-host",
                        "revocation");
        isAsItSays(summary);
    }

    @Test
    void aTermIsTrueToItsSchemaAndEveryStepIsAsItSays() throws IOException {
        assertThat(run("--term", "--json")).as(text(err)).isZero();
        JsonNode summary = Json.read(out.toByteArray());
        assertThat(faults(summary, "/$defs/term")).isEmpty();
        assertThat(summary.path("steps").findValuesAsText("name"))
                .startsWith(
                        "organisations",
                        "signing-keys",
                        "micro-credentials",
                        "cohort",
                        "result-batch",
                        "correction-upwards",
                        "correction-downwards",
                        "roster");
        isAsItSays(summary);
    }

    @Test
    void peopleReadALineForEachStepAndLinksInTheEnd() {
        assertThat(run()).as(text(err)).isZero();
        List<String> lines = text(out).lines().toList();
        assertThat(lines.subList(0, 8)).allMatch(line -> line.matches("✓ .* \\([0-9]+\\.[0-9] s\\)"));
        assertThat(lines.get(8)).isEmpty();
        assertThat(Pattern.compile("https://\\S+/verify/\\S+")
                        .matcher(text(out))
                        .results())
                .hasSize(3);
        assertThat(text(out)).doesNotContain("\u001b").doesNotContain("WARNING");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void detailsAreForThoseWhoAsk() {
        assertThat(run("--verbose")).as(text(err)).isZero();
        assertThat(text(out)).contains("PUT /assessment/results/").contains("The signature is right.");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(run("--loud")).isEqualTo(2);
        assertThat(text(err)).contains("--loud").contains("--verbose");
        assertThat(text(out)).isEmpty();
    }

    private static JsonNode schema() throws IOException {
        return Json.read(Files.readAllBytes(Stack.root().resolve("docs/demo.schema.json")));
    }

    private static Set<ValidationMessage> faults(JsonNode summary, String of) throws IOException {
        ObjectNode schema = schema().deepCopy();
        if (!of.isEmpty()) {
            schema.retain("$schema", "$defs");
            schema.put("$ref", "#" + of);
        }
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        schema,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                .validate(summary);
    }

    private static void isAsItSays(JsonNode summary) throws IOException {
        String names = schema().at("/$defs/step/properties/name/description").asText();
        assertThat(summary.path("steps").findValuesAsText("name"))
                .allSatisfy(name -> assertThat(names).containsPattern("\\b" + name + "\\b"));
        Stack stack = Stack.running();
        for (JsonNode expected : summary.findValue("steps").findValues("expected")) {
            for (JsonNode each : expected) {
                Answer answer = stack.anybody().get(each.path("url").asText()).send();
                assertThat(answer.status())
                        .as(each.toString())
                        .isEqualTo(each.path("httpStatus").asInt());
                each.path("json")
                        .properties()
                        .forEach(member -> assertThat(answer.json().path(member.getKey()))
                                .as(each.toString())
                                .isEqualTo(member.getValue()));
            }
        }
    }

    private int run(String... options) {
        return new Demo(print(out), print(err)).run(List.of(options));
    }

    private static PrintStream print(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
