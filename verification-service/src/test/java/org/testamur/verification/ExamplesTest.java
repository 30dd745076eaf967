package org.testamur.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExamplesTest {

    private static final Path CONTRACTS = Path.of("..", "contracts");

    @Test
    void ourExamplesKeepOurSchema() throws IOException {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(CONTRACTS.resolve("schemas/verification.records.v1.json")));
        List<Path> examples;
        try (Stream<Path> files = Files.list(CONTRACTS.resolve("examples/verification.records"))) {
            examples = files.toList();
        }
        assertThat(examples).isNotEmpty();
        for (Path example : examples) {
            var event = Badge.parse(Files.readString(example));
            assertThat(schema.validate(event.path("data")))
                    .as(example.toString())
                    .isEmpty();
            assertThat(event.path("key")).isEqualTo(event.at("/data/credentialId"));
        }
    }
}
