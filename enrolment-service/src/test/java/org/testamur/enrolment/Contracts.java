package org.testamur.enrolment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The published language, as tests read it. */
public final class Contracts {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Contracts() {}

    /** What the topic's schema has against the data; empty when nothing. */
    public static List<String> faults(String topic, JsonNode data) {
        try (InputStream schema =
                resource("contracts/schemas/" + topic + ".v1.json").openStream()) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema)
                    .validate(data, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true))
                    .stream()
                    .map(Object::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every example of the topic, by file name. */
    public static List<Map.Entry<String, JsonNode>> examples(String topic) {
        try {
            URI folder = resource("contracts/examples/" + topic).toURI();
            if (!folder.getScheme().equals("jar")) {
                return read(Path.of(folder));
            }
            try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
                return read(jar.getPath("contracts/examples/" + topic));
            }
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Map.Entry<String, JsonNode>> read(Path folder) throws IOException {
        List<Map.Entry<String, JsonNode>> examples = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                examples.add(
                        Map.entry(Objects.toString(file.getFileName()), MAPPER.readTree(Files.readAllBytes(file))));
            }
        }
        return examples;
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(
                Thread.currentThread().getContextClassLoader().getResource(name), name + " is not published");
    }
}
