package org.testamur.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The topics of the published language, read from their one list: they are created before any service starts and never
 * by accident.
 */
public record Topics(List<Topic> all) {

    private static final int SECONDS = 30;

    /** One line of the list. */
    public record Topic(String name, int partitions, Map<String, String> config) {}

    /** Reads a YAML list of {@code {name, partitions, config}}. */
    public static Topics read(InputStream yaml) throws IOException {
        List<Map<String, Object>> entries = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new Topics(entries.stream().map(Topics::topic).toList());
    }

    /** Creates those that the broker does not have; those that it has are left as they are. */
    public void createOn(String bootstrapServers) {
        Map<String, Object> connection = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (var admin = Admin.create(connection)) {
            var present = new TreeSet<>(admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS));
            var missing = all.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                    .toList();
            admin.createTopics(missing).all().get(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while topics were created", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Topics could not be created on " + bootstrapServers, e);
        }
    }

    private static Topic topic(Map<String, Object> entry) {
        if (entry.get("name") instanceof String name && entry.get("partitions") instanceof Integer partitions) {
            var config = new java.util.TreeMap<String, String>();
            if (entry.get("config") instanceof Map<?, ?> settings) {
                settings.forEach((key, value) -> config.put(String.valueOf(key), String.valueOf(value)));
            }
            return new Topic(name, partitions, config);
        }
        throw new IllegalArgumentException("Not a topic with a name and partitions: " + entry);
    }
}
