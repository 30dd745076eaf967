package org.testamur.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractsTest {

    static Stream<Object[]> examples() {
        return Stream.of("enrolment.learners", "enrolment.enrolments", "enrolment.erasures")
                .flatMap(topic -> Contracts.examples(topic).stream()
                        .map(example -> new Object[] {topic, example.getKey(), example.getValue()}));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("examples")
    void examplesKeepTheirSchema(String topic, String file, JsonNode example) {
        JsonNode data = example.path("data");
        if (!data.isNull()) {
            assertThat(Contracts.faults(topic, data)).isEmpty();
            assertThat(data.path("version").asText())
                    .isEqualTo(example.at("/headers/ce_aggregateversion").asText());
        }
        assertThat(example.at("/headers/ce_subject")).isEqualTo(example.path("key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"learnerId", "state", "version", "enrolledAt"})
    void schemaMissesWhatIsMissing(String field) {
        ObjectNode data = data("enrolment.enrolments", "enrolled.json");
        data.remove(field);
        assertThat(Contracts.faults("enrolment.enrolments", data)).isNotEmpty();
    }

    @Test
    void schemaLetsLaterFieldsPass() {
        ObjectNode data = data("enrolment.enrolments", "enrolled.json").put("cohort", "autumn");
        assertThat(Contracts.faults("enrolment.enrolments", data)).isEmpty();
    }

    private static ObjectNode data(String topic, String file) {
        return Contracts.examples(topic).stream()
                .filter(example -> example.getKey().equals(file))
                .map(Map.Entry::getValue)
                .map(example -> (ObjectNode) example.path("data"))
                .findFirst()
                .orElseThrow();
    }
}
