package org.testamur.issuance.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testamur.issuance.Campus;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.KafkaServer;
import org.testamur.testing.PostgresServer;
import org.testamur.testing.ServiceDatabase;
import org.testamur.testing.Topics;

/** The packaged service, in a process with 256 MiB of heap, issues a backlog that would not fit: what it holds stays bounded. */
@Tag("endurance")
class SmallHeapIT {

    private static final int BACKLOG = Integer.getInteger("backlog", 3_000);
    private static final JsonMapper MAPPER = new JsonMapper();

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private PostgresServer postgres;

    @SuppressWarnings("NullAway.Init")
    private KafkaServer kafka;

    @SuppressWarnings("NullAway.Init")
    private ServiceDatabase database;

    @Test
    void aBacklogOfAnySizeIsIssued() throws Exception {
        Thread.currentThread().setContextClassLoader(SmallHeapIT.class.getClassLoader());
        postgres = PostgresServer.start(folder.resolve("postgres"));
        kafka = KafkaServer.start(folder.resolve("kafka"));
        database = postgres.createServiceDatabase("heap", "owner", "app");
        try (InputStream list =
                Objects.requireNonNull(SmallHeapIT.class.getResourceAsStream("/contracts/topics.yaml"))) {
            Topics.read(list).createOn(kafka.bootstrapServers());
        }
        Process service = start();
        try (Events events = new Events(kafka.bootstrapServers())) {
            Campus campus = new Campus(events);
            campus.consents = true;
            campus.tellAll();
            await(service, () -> count("select count(*) from issuer, micro_credential_version where version > 0") == 1);
            List<UUID[]> members = enrol(campus);
            tell(campus, members);
            await(
                    service,
                    () -> count("select count(*) from credential") == BACKLOG
                            && count("select count(*) from outbox") == 0);
            assertEquals(0, count("select count(*) from parked_event"));
            System.out.printf(
                    "256 MiB of heap issued %d credentials of %d bytes each%n",
                    BACKLOG, count("select avg(octet_length(document))::bigint from credential"));
        } finally {
            service.destroyForcibly().waitFor();
            kafka.kill();
            postgres.stopImmediately();
        }
    }

    private Process start() throws IOException {
        Map<String, String> settings = new TreeMap<>(new Identity().start());
        // Fixed ports may be somebody else's.
        settings.put("quarkus.management.port", "0");
        settings.putAll(Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.appUser(),
                "quarkus.datasource.password", database.appPassword(),
                "quarkus.flyway.username", database.ownerUser(),
                "quarkus.flyway.password", database.ownerPassword(),
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "quarkus.http.port", "0",
                "testamur.issuance.key-encryption-key", "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=",
                "testamur.issuance.credential-id-key", "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="));
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xlog:gc:file=" + Path.of("target", "small-heap-gc.log"),
                "--enable-native-access=ALL-UNNAMED"));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "small-heap.log").toFile())
                .start();
    }

    /** Straight into what the service knows: how it comes to know them is not what is tested here. */
    private List<UUID[]> enrol(Campus campus) throws SQLException {
        List<UUID[]> members = new ArrayList<>();
        try (Connection connection = connect();
                var learner = connection.prepareStatement(
                        "insert into learner values (?, 'Asha Rao', ?, null, true, true, true)");
                var enrolment = connection.prepareStatement("insert into enrolment values (?, ?, ?, ?, 1, now())")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < BACKLOG; i++) {
                UUID[] member = {Uuid7.next(), Uuid7.next()};
                learner.setObject(1, member[0]);
                learner.setString(2, member[0] + "@example.org");
                learner.addBatch();
                enrolment.setObject(1, member[1]);
                enrolment.setString(2, campus.institution.toString());
                enrolment.setObject(3, member[0]);
                enrolment.setObject(4, campus.microCredential);
                enrolment.addBatch();
                members.add(member);
            }
            learner.executeBatch();
            enrolment.executeBatch();
            connection.commit();
        }
        return members;
    }

    /** Each result with evidence that is described at length, so that all together, with what is made of them, would not fit. */
    private void tell(Campus campus, List<UUID[]> members) throws IOException {
        var sample = campus.result(1, "passed", 87);
        ArrayNode evidence = MAPPER.createArrayNode();
        for (int i = 0; i < 8; i++) {
            evidence.addObject()
                    .put("url", "https://evidence.example/" + i)
                    .put("name", "Film of the examination")
                    .put("description", "What is to be seen in it. ".repeat(150));
        }
        try (var producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (UUID[] member : members) {
                var data = Campus.data(sample);
                data.put("learnerId", member[0].toString());
                data.put("enrolmentId", member[1].toString());
                data.set("evidence", evidence);
                var record = new ProducerRecord<>(
                        "assessment.results",
                        member[1].toString().getBytes(StandardCharsets.UTF_8),
                        MAPPER.writeValueAsBytes(data));
                sample.headers()
                        .forEach((name, text) -> record.headers()
                                .add(
                                        name,
                                        (name.equals("ce_id") ? member[1].toString() : text)
                                                .getBytes(StandardCharsets.UTF_8)));
                producer.send(record);
            }
        }
    }

    private long count(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            // The service has not made its tables yet.
            return -1;
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.superuserJdbcUrl(database.name()));
    }

    private static void await(Process service, BooleanSupplier condition) throws IOException {
        long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(
                    service.isAlive(), "the service ended: " + Files.readString(Path.of("target", "small-heap.log")));
            assertTrue(System.nanoTime() < deadline, "not within 5 minutes");
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }
}
