import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the topics and access lists of kafka.tsv ({@code make}), or tries what they forbid ({@code try}). */
final class AccessLists {

    private static boolean wrong;

    private AccessLists() {}

    private interface Act {
        void run() throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("make")) {
            make();
            return;
        }
        expect("catalog writes catalog.organisations", "", () -> write("catalog", "catalog-relay", "catalog.organisations"));
        expect("catalog writes enrolment.learners", "TopicAuthorizationException", () -> write("catalog", "catalog-relay", "enrolment.learners"));
        expect("catalog is enrolment's relay", "TransactionalIdAuthorizationException", () -> write("catalog", "enrolment-relay", "catalog.organisations"));
        expect("issuance reads assessment.results", "", () -> read("issuance", "issuance.drill", "assessment.results"));
        expect("catalog reads assessment.results", "TopicAuthorizationException", () -> read("catalog", "catalog.drill", "assessment.results"));
        expect("catalog joins issuance's group", "GroupAuthorizationException", () -> read("catalog", "issuance.drill", "enrolment.learners"));
        expect("catalog makes a topic", "TopicAuthorizationException", () -> {
            try (var admin = Admin.create(as("catalog"))) {
                admin.createTopics(List.of(new NewTopic("catalog.more", 1, (short) 1))).all().get();
            }
        });
        System.exit(wrong ? 1 : 0);
    }

    private static void make() throws Exception {
        var topics = new ArrayList<NewTopic>();
        var lists = new ArrayList<AclBinding>();
        for (var line : Files.readAllLines(Path.of("kafka.tsv"))) {
            var cells = line.split("\t");
            if (cells[0].equals("topic")) {
                var config = new HashMap<String, String>();
                for (int i = 3; i < cells.length; i += 2) {
                    config.put(cells[i], cells[i + 1]);
                }
                topics.add(new NewTopic(cells[1], Integer.parseInt(cells[2]), (short) 1).configs(config));
            } else {
                var type = cells[2].equals("transactionalId") ? ResourceType.TRANSACTIONAL_ID : ResourceType.fromString(cells[2]);
                var pattern = cells[4].equals("prefix") ? PatternType.PREFIXED : PatternType.LITERAL;
                var operation = AclOperation.fromString(cells[5].toUpperCase(Locale.ROOT));
                lists.add(new AclBinding(
                        new ResourcePattern(type, cells[3], pattern),
                        new AccessControlEntry("User:" + cells[1], "*", operation, AclPermissionType.ALLOW)));
            }
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:9092"))) {
            admin.createTopics(topics).all().get();
            admin.createAcls(lists).all().get();
        }
        System.out.println(topics.size() + " topics, " + lists.size() + " access rules");
    }

    private static void expect(String what, String refusal, Act act) {
        var found = "";
        try {
            act.run();
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            found = cause.getClass().getSimpleName();
        }
        wrong |= !found.equals(refusal);
        System.out.println(what + ": " + (found.isEmpty() ? "may" : found) + (found.equals(refusal) ? "" : ", WRONG"));
    }

    private static Map<String, Object> as(String service) {
        var user = "testamur-" + service;
        return new HashMap<>(Map.of(
                "bootstrap.servers",
                "testamur-kafka-bootstrap:9093",
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"for %s\";".formatted(user, user),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                "/etc/testamur/kafka/ca.crt",
                "default.api.timeout.ms",
                20_000,
                "request.timeout.ms",
                10_000));
    }

    private static void write(String service, String transactionalId, String topic) throws Exception {
        var settings = as(service);
        settings.remove("default.api.timeout.ms");
        settings.put("transactional.id", transactionalId);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, new byte[] {1}, new byte[] {1})).get();
            // Nobody reads it.
            producer.abortTransaction();
        }
    }

    private static void read(String service, String group, String topic) {
        var settings = as(service);
        settings.put("group.id", group);
        settings.put("isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            for (int i = 0; i < 100 && consumer.assignment().isEmpty(); i++) {
                consumer.poll(Duration.ofMillis(100));
            }
            consumer.poll(Duration.ofSeconds(1));
            consumer.commitSync();
        }
    }
}
