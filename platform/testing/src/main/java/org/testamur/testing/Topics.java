package org.testamur.testing;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The topics of the published language, read from their one list: they are created before any service starts and never
 * by accident.
 */
public record Topics(List<Topic> all) {

    private static final int SECONDS = 30;

    /**
     * One line of the list.
     *
     * @param readers the services that may have a consumer of it
     * @param personal {@code true} where a person stands in its values, {@code ids} where ids of people do, else
     *     {@code false}
     */
    public record Topic(
            String name, int partitions, Map<String, String> config, List<String> readers, String personal) {

        /** A topic of which nothing is declared. */
        public Topic(String name, int partitions, Map<String, String> config) {
            this(name, partitions, config, List.of(), "false");
        }

        /** Whether a person stands in its values. */
        public boolean isPersonal() {
            return personal.equals("true");
        }
    }

    /** Reads a YAML list of {@code {name, partitions, config, readers, personal}}; the last three may be absent. */
    public static Topics read(InputStream yaml) throws IOException {
        List<Map<String, Object>> entries = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        return new Topics(entries.stream().map(Topics::topic).toList());
    }

    /**
     * Creates those that the broker does not have; those that it has are given the settings of the list. Settings that
     * the list does not name are left as they are, and so are partitions, which fix the order per key.
     */
    public void createOn(String bootstrapServers) {
        Map<String, Object> connection = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (var admin = Admin.create(connection)) {
            var present = new TreeSet<>(admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS));
            var missing = all.stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(topic.config()))
                    .toList();
            admin.createTopics(missing).all().get(SECONDS, TimeUnit.SECONDS);
            configure(
                    admin,
                    all.stream().filter(topic -> present.contains(topic.name())).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while topics were created", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Topics could not be created on " + bootstrapServers, e);
        }
    }

    private static void configure(Admin admin, List<Topic> topics)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<ConfigResource> resources = topics.stream().map(Topics::resource).toList();
        Map<ConfigResource, Config> known =
                admin.describeConfigs(resources).all().get(SECONDS, TimeUnit.SECONDS);
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (Topic topic : topics) {
            List<AlterConfigOp> differing = topic.config().entrySet().stream()
                    .filter(setting -> !setting.getValue().equals(value(known.get(resource(topic)), setting.getKey())))
                    .map(setting -> new AlterConfigOp(
                            new ConfigEntry(setting.getKey(), setting.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            if (!differing.isEmpty()) {
                changes.put(resource(topic), differing);
            }
        }
        if (!changes.isEmpty()) {
            admin.incrementalAlterConfigs(changes).all().get(SECONDS, TimeUnit.SECONDS);
        }
    }

    private static ConfigResource resource(Topic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static @Nullable String value(@Nullable Config config, String name) {
        ConfigEntry entry = config == null ? null : config.get(name);
        return entry == null ? null : entry.value();
    }

    private static Topic topic(Map<String, Object> entry) {
        if (entry.get("name") instanceof String name && entry.get("partitions") instanceof Integer partitions) {
            var config = new java.util.TreeMap<String, String>();
            if (entry.get("config") instanceof Map<?, ?> settings) {
                settings.forEach((key, value) -> config.put(String.valueOf(key), String.valueOf(value)));
            }
            List<String> readers = entry.get("readers") instanceof List<?> named
                    ? named.stream().map(String::valueOf).toList()
                    : List.of();
            return new Topic(name, partitions, config, readers, String.valueOf(entry.get("personal")));
        }
        throw new IllegalArgumentException("Not a topic with a name and partitions: " + entry);
    }
}
