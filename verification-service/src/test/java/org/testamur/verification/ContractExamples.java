package org.testamur.verification;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testamur.platform.event.IncomingEvent;

/** The published examples of other services' events, as they would arrive. */
public final class ContractExamples {

    private static final Path EXAMPLES = Path.of("..", "contracts", "examples");

    private ContractExamples() {}

    /** What a consumer reads of every example of a topic; tombstones have nothing to read. */
    public static <T> List<T> read(String topic, Class<T> fact) {
        Path folder = EXAMPLES.resolve(topic);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(ContractExamples::event)
                    .filter(event -> !event.isTombstone())
                    .map(event -> event.data(fact))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IncomingEvent event(Path file) {
        try {
            JsonNode example = Badge.MAPPER.readTree(Files.readString(file));
            JsonNode data = example.path("data");
            return IncomingEvent.of(
                    example.path("key").asText(),
                    Badge.MAPPER.convertValue(example.path("headers"), new TypeReference<Map<String, String>>() {}),
                    data.isMissingNode() || data.isNull() ? null : Badge.MAPPER.writeValueAsBytes(data));
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
