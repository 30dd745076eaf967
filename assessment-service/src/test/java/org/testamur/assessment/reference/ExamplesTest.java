package org.testamur.assessment.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.testamur.platform.event.IncomingEvent;
import org.testamur.platform.membership.HeardMemberships;

/** The published language is spoken and understood: every example ever committed. */
class ExamplesTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** One committed example. */
    record Example(
            String name, IncomingEvent event, @Nullable JsonNode data) {}

    @TestFactory
    Stream<DynamicTest> organisationsAreUnderstood() {
        return each("catalog.organisations", event -> {
            OrganisationConsumer.OrganisationFact told = event.data(OrganisationConsumer.OrganisationFact.class);
            assertThat(told.organisationId()).isEqualTo(event.key());
            assertThat(told.slug()).isNotBlank();
            if ("institution".equals(told.kind())) {
                assertThat(told.timeZone()).isNotBlank();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> microCredentialsAreUnderstood() {
        return each("catalog.micro-credentials", event -> {
            MicroCredentialConsumer.MicroCredentialFact told =
                    event.data(MicroCredentialConsumer.MicroCredentialFact.class);
            assertThat(told.microCredentialId()).isEqualTo(event.key());
            assertThat(told.versions()).isNotEmpty().allSatisfy(version -> {
                assertThat(version.number()).isPositive();
                assertThat(version.passMark()).isLessThanOrEqualTo(version.maximumScore());
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> membershipsAreUnderstood() {
        return each("catalog.memberships", event -> {
            HeardMemberships.MembershipTold told = event.data(HeardMemberships.MembershipTold.class);
            assertThat(told.membershipId()).isEqualTo(event.key());
            assertThat(told.institutionId()).isEqualTo(event.tenant());
            assertThat(told.state()).isIn("active", "removed");
            assertThat(told.login() == null).isEqualTo("removed".equals(told.state()));
        });
    }

    @TestFactory
    Stream<DynamicTest> enrolmentsAreUnderstood() {
        return each("enrolment.enrolments", event -> {
            EnrolmentConsumer.EnrolmentFact told = event.data(EnrolmentConsumer.EnrolmentFact.class);
            assertThat(told.enrolmentId()).isEqualTo(event.key());
            assertThat(told.institutionId()).isEqualTo(event.tenant());
            assertThat(told.state()).isIn("active", "withdrawn");
            assertThat(told.learnerId()).isNotNull();
            assertThat(told.enrolledAt()).isNotNull();
            assertThat(told.microCredentialVersion()).isPositive();
        });
    }

    @TestFactory
    Stream<DynamicTest> learnersAreUnderstood() {
        return each("enrolment.learners", event -> {
            LearnerConsumer.LearnerFact told = event.data(LearnerConsumer.LearnerFact.class);
            assertThat(told.learnerId()).isEqualTo(event.key());
            if (told.logins() != null) {
                assertThat(told.logins()).allSatisfy(login -> {
                    assertThat(login.issuer()).isNotBlank();
                    assertThat(login.subject()).isNotBlank();
                });
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> resultsKeepToTheirSchema() throws IOException {
        JsonNode schema;
        try (var text = ExamplesTest.class.getResourceAsStream("/contracts/schemas/assessment.results.v1.json")) {
            schema = MAPPER.readTree(text);
        }
        var validator =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
        return examples("assessment.results").stream()
                .map(example -> DynamicTest.dynamicTest(example.name(), () -> {
                    assertThat(example.event().type()).startsWith("org.testamur.assessment.result.");
                    assertThat(example.event().isTombstone())
                            .isEqualTo(example.event().type().endsWith(".erased.v1"));
                    if (example.data() != null) {
                        assertThat(validator.validate(
                                        example.data(),
                                        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true)))
                                .isEmpty();
                        assertThat(example.data().get("revision").longValue())
                                .isEqualTo(example.event().version());
                    }
                }));
    }

    @Test
    void everyKindOfResultHasAnExample() {
        assertThat(examples("assessment.results"))
                .extracting(example -> example.event().type().replaceAll(".*result\\.", ""))
                .contains("recorded.v1", "corrected.v1", "withdrawn.v1", "erased.v1");
    }

    private static Stream<DynamicTest> each(String topic, Consumer<IncomingEvent> check) {
        return examples(topic).stream()
                .filter(example -> !example.event().isTombstone())
                .map(example -> DynamicTest.dynamicTest(example.name(), () -> check.accept(example.event())));
    }

    private static List<Example> examples(String topic) {
        URL folder = ExamplesTest.class.getResource("/contracts/examples/" + topic);
        assertThat(folder).as("examples of " + topic).isNotNull();
        try {
            URI uri = java.util.Objects.requireNonNull(folder).toURI();
            if (!uri.getScheme().equals("jar")) {
                return read(Path.of(uri));
            }
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                return read(jar.getPath("/contracts/examples/" + topic));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Example> read(Path folder) throws IOException {
        List<Example> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                JsonNode example = MAPPER.readTree(Files.readString(file));
                JsonNode data = example.get("data");
                boolean tombstone = data == null || data.isNull();
                examples.add(new Example(
                        String.valueOf(file.getFileName()),
                        IncomingEvent.of(
                                example.get("key").textValue(),
                                MAPPER.convertValue(
                                        example.get("headers"), new TypeReference<Map<String, String>>() {}),
                                tombstone ? null : data.toString().getBytes(StandardCharsets.UTF_8)),
                        tombstone ? null : data));
            }
        }
        return examples;
    }
}
