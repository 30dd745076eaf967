package org.testamur.enrolment.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testamur.enrolment.Contracts;
import org.testamur.platform.event.IncomingEvent;

/** Every example that the catalog ever published can be read here. */
class CatalogFactsTest {

    static Stream<Map.Entry<String, JsonNode>> organisations() {
        return Contracts.examples("catalog.organisations").stream();
    }

    static Stream<Map.Entry<String, JsonNode>> microCredentials() {
        return Contracts.examples("catalog.micro-credentials").stream();
    }

    @ParameterizedTest
    @MethodSource("organisations")
    void organisationsAreRead(Map.Entry<String, JsonNode> example) throws IOException {
        IncomingEvent event = event(example.getValue());
        if (!event.isTombstone()) {
            OrganisationFact fact = event.data(OrganisationFact.class);
            assertThat(fact.organisationId()).isEqualTo(event.key());
            assertThat(fact.kind()).isIn("institution", "employer");
            assertThat(fact.slug()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("microCredentials")
    void microCredentialsAreRead(Map.Entry<String, JsonNode> example) throws IOException {
        IncomingEvent event = event(example.getValue());
        if (!event.isTombstone()) {
            MicroCredentialFact fact = event.data(MicroCredentialFact.class);
            assertThat(fact.microCredentialId()).isEqualTo(event.key());
            assertThat(fact.institutionId()).isEqualTo(event.tenant());
            assertThat(KnownMicroCredential.State.values())
                    .extracting(state -> state.name().toLowerCase(Locale.ROOT))
                    .contains(fact.state());
            assertThat(fact.latestVersion()).isPositive();
        }
    }

    @Test
    void oneEnrolsInTheNewestVersionInWhateverOrderTheyAreTold() {
        var fact = new MicroCredentialFact(
                UUID.randomUUID(), UUID.randomUUID(), "published", List.of(version(1), version(3), version(2)));
        assertThat(fact.latestVersion()).isEqualTo(3);
    }

    @Test
    void withoutAVersionNothingWasPublished() {
        var fact = new MicroCredentialFact(UUID.randomUUID(), UUID.randomUUID(), "published", List.of());
        assertThatThrownBy(fact::latestVersion).isInstanceOf(IllegalArgumentException.class);
    }

    private static MicroCredentialFact.Version version(int number) {
        return new MicroCredentialFact.Version(number, null, null, null);
    }

    private static IncomingEvent event(JsonNode example) throws IOException {
        Map<String, String> headers = new HashMap<>();
        example.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        headers.putIfAbsent("ce_id", "example");
        headers.putIfAbsent("ce_time", "2026-11-02T08:00:00Z");
        headers.putIfAbsent("ce_aggregateversion", "1");
        JsonNode data = example.path("data");
        return IncomingEvent.of(
                example.path("key").asText(),
                headers,
                data.isNull() || data.isMissingNode() ? null : new JsonMapper().writeValueAsBytes(data));
    }
}
