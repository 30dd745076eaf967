package org.testamur.issuance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testamur.platform.event.IncomingEvent;

/** Every example that the published language has of a topic. */
public final class Examples {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Examples() {}

    /** As events that arrive. */
    public static List<IncomingEvent> of(String topic) {
        return files(topic).values().stream().map(Examples::event).toList();
    }

    /** By file name. */
    public static Map<String, JsonNode> files(String topic) {
        String folder = "/contracts/examples/" + topic;
        try {
            URI uri = Objects.requireNonNull(Examples.class.getResource(folder), "no examples of " + topic)
                    .toURI();
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    return read(jar.getPath(folder));
                }
            }
            return read(Path.of(uri));
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, JsonNode> read(Path folder) throws IOException {
        Map<String, JsonNode> files = new HashMap<>();
        try (var paths = Files.list(folder)) {
            for (Path path : new ArrayList<>(paths.toList())) {
                files.put(path.getFileName().toString(), MAPPER.readTree(Files.readString(path)));
            }
        }
        return files;
    }

    private static IncomingEvent event(JsonNode example) {
        Map<String, String> headers = new HashMap<>();
        example.get("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().textValue()));
        JsonNode data = example.get("data");
        try {
            return IncomingEvent.of(
                    example.get("key").textValue(),
                    headers,
                    data.isNull() ? null : MAPPER.writeValueAsString(data).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
