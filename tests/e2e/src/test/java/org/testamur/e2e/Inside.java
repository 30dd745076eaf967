package org.testamur.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Looks into databases and topics, which no part of the journey may do: for inspection and drills alone. */
final class Inside {

    static final List<String> DATABASES = List.of("catalog", "enrolment", "assessment", "issuance", "verification");

    private static final int POSTGRES =
            Integer.parseInt(Stack.setting("testamur.postgres-port", "TESTAMUR_POSTGRES_PORT", "15432"));
    private static final int KAFKA =
            Integer.parseInt(Stack.setting("testamur.kafka-port", "TESTAMUR_KAFKA_PORT", "19092"));

    private Inside() {}

    static Connection database(String name) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + POSTGRES + "/" + name + "?ApplicationName=inspection",
                "postgres",
                secret("database.superuser"));
    }

    /** A password or key that the stack made at its first start. */
    static String secret(String name) {
        Path file = Stack.running().state().resolve("secrets.properties");
        Properties secrets = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            secrets.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets.getProperty(name);
    }

    static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select quote_ident(table_schema) || '.' || quote_ident(table_name)
                          from information_schema.tables
                         where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')
                         order by 1""")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** Tables with a row that holds one of the texts, in whatever column, also as bytes or escaped in JSON. */
    static List<String> tablesHolding(List<String> texts) throws SQLException {
        List<String> holding = new ArrayList<>();
        for (String name : DATABASES) {
            try (Connection connection = database(name)) {
                for (String table : tables(connection)) {
                    for (String text : texts) {
                        if (holds(connection, table, text)) {
                            holding.add(name + ":" + table + " holds " + text);
                        }
                    }
                }
            }
        }
        return holding;
    }

    private static boolean holds(Connection connection, String table, String text) throws SQLException {
        try (var query = connection.prepareStatement(
                "select exists (select from " + table
                        + " t where strpos(lower(t::text), lower(?)) > 0 or strpos(t::text, ?) > 0 or strpos(t::text, ?) > 0)")) {
            query.setString(1, text);
            query.setString(2, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
            query.setString(3, escaped(text));
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /** As JSON that knows only ASCII would write it. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return escaped.toString();
    }

    /** How many rows each table has, but for the audit log, in which refusals stand as well. */
    static Map<String, Long> rows() throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (String name : DATABASES) {
            try (Connection connection = database(name)) {
                for (String table : tables(connection)) {
                    if (table.equals("public.audit_entry") || table.startsWith("testamur_audit.")) {
                        continue;
                    }
                    try (var statement = connection.createStatement();
                            ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                        row.next();
                        counts.put(name + ":" + table, row.getLong(1));
                    }
                }
            }
        }
        return counts;
    }

    /** The one number that a query gives. */
    static long count(String database, String query, Object... arguments) throws SQLException {
        try (Connection connection = database(database);
                var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** How many processes have a part of the topic that this consumer reads. */
    static long sharers(String consumer) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + KAFKA))) {
            return admin.describeConsumerGroups(List.of(consumer)).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .filter(member -> !member.assignment().topicPartitions().isEmpty())
                    .count();
        }
    }

    /**
     * Has a member join a consumer's group, which gives it a part of the topic, and leave without having taken anything, as
     * an instance does that ends too early.
     */
    static void visit(String consumer, String topic) {
        try (var member = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        "127.0.0.1:" + KAFKA,
                        "group.id",
                        consumer,
                        "enable.auto.commit",
                        "false",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            member.subscribe(List.of(topic));
            long patience = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (member.assignment().isEmpty() && System.nanoTime() < patience) {
                member.poll(Duration.ofMillis(100));
            }
        }
    }

    /** Has a record on a topic that is none of a service. */
    static void send(String topic, String key, String value) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + KAFKA),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", "127.0.0.1:" + KAFKA);
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.listTopics().values().stream()
                .flatMap(List::stream)
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .filter(partition -> !partition.topic().startsWith("__"))
                .toList();
    }

    /** How far each partition reaches. */
    static Map<TopicPartition, Long> ends() {
        try (var consumer = consumer()) {
            return new HashMap<>(consumer.endOffsets(partitions(consumer)));
        }
    }

    /** All there is on all of our topics, in the order of each partition. */
    static List<ConsumerRecord<byte[], byte[]>> records() {
        try (var consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    /** The credentials that were told of each enrolment. */
    static Map<String, Set<String>> credentialsTold() {
        Map<String, Set<String>> told = new HashMap<>();
        records().stream()
                .filter(record -> record.topic().equals("issuance.credentials") && record.value() != null)
                .map(record -> Json.read(record.value()))
                .forEach(data -> told.computeIfAbsent(data.path("enrolmentId").asText(), id -> new HashSet<>())
                        .add(data.path("credentialId").asText()));
        return told;
    }

    static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    static boolean mentions(ConsumerRecord<byte[], byte[]> record, String text) {
        String value = text(record.value());
        return value.contains(text)
                || value.contains(escaped(text))
                || text(record.key()).contains(text)
                || List.of(record.headers().toArray()).stream()
                        .anyMatch(header -> text(header.value()).contains(text));
    }
}
