package org.testamur.platform.outbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.tenancy.Access;

/**
 * Sends what lies in the outbox, in order per key, at least once and, for readers of committed records, without gaps.
 *
 * <p>One instance of a service leads: it holds an advisory lock on the very connection with which it reads and deletes
 * rows, so whoever loses the connection loses the right to delete. It produces in Kafka transactions under one fixed
 * transactional id, so whoever is deposed is fenced. Rows are deleted after Kafka has committed: a crash between the
 * two sends them again, which receivers recognise.
 */
@ApplicationScoped
class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int BATCH = 500;
    private static final Duration SLOW_POLL = Duration.ofSeconds(1);
    private static final Duration NOTIFY_PAUSE = Duration.ofMillis(5);
    private static final long LOCK = 0x7465_7374_616d_7572L;

    private final AgroalDataSource dataSource;
    private final PlatformConfig config;
    private final Counter sent;
    private final Semaphore wake = new Semaphore(0);
    private final JsonMapper mapper = new JsonMapper();
    private volatile boolean running;
    private volatile boolean leading;
    private @Nullable Thread thread;

    Relay(AgroalDataSource dataSource, PlatformConfig config, MeterRegistry metrics) {
        this.dataSource = dataSource;
        this.config = config;
        this.sent = Counter.builder("testamur.outbox.sent")
                .description("Facts sent to Kafka")
                .register(metrics);
        metrics.gauge("testamur.outbox.leading", this, relay -> relay.leading ? 1 : 0);
    }

    void start(@Observes StartupEvent event) {
        if (config.messaging()) {
            running = true;
            thread = Thread.ofPlatform()
                    .name("outbox-relay")
                    .daemon()
                    .start(() -> Access.everywhere().run(this::run));
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        if (thread != null) {
            wake.release();
            thread.join(Duration.ofSeconds(5));
        }
    }

    /** Something was committed. */
    void wake() {
        if (wake.availablePermits() == 0) {
            wake.release();
        }
    }

    private void run() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                serve(connection);
            } catch (SQLException | KafkaException | IllegalStateException e) {
                LOG.warnf("the relay starts over: %s", e.getMessage());
                pause(SLOW_POLL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                leading = false;
            }
        }
    }

    private void serve(Connection connection) throws SQLException, InterruptedException {
        while (running && !takeLead(connection)) {
            // Not leading: pass the word on to whoever is.
            if (wake.tryAcquire(SLOW_POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                execute(connection, "notify outbox");
                pause(NOTIFY_PAUSE);
            }
        }
        if (!running) {
            return;
        }
        LOG.info("the relay leads");
        leading = true;
        execute(connection, "listen outbox");
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            while (running) {
                if (send(connection, producer) < BATCH) {
                    await(connection);
                }
            }
        } finally {
            leading = false;
            releaseQuietly(connection);
        }
    }

    private void await(Connection connection) throws SQLException, InterruptedException {
        long until = System.nanoTime() + SLOW_POLL.toNanos();
        PGConnection notifications = connection.unwrap(PGConnection.class);
        // Commits of this instance wake the semaphore; those of others arrive by NOTIFY.
        while (running && System.nanoTime() < until) {
            if (wake.tryAcquire(20, TimeUnit.MILLISECONDS)) {
                return;
            }
            var received = notifications.getNotifications();
            if (received != null && received.length > 0) {
                return;
            }
        }
    }

    private int send(Connection connection, KafkaProducer<byte[], byte[]> producer) throws SQLException {
        List<Row> rows = read(connection);
        if (rows.isEmpty()) {
            return 0;
        }
        producer.beginTransaction();
        List<Future<?>> sends = new ArrayList<>(rows.size());
        try {
            for (Row row : rows) {
                sends.add(producer.send(row.record(mapper)));
            }
            producer.commitTransaction();
            for (Future<?> send : sends) {
                send.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new KafkaException("could not send", e);
        }
        delete(connection, rows);
        sent.increment(rows.size());
        return rows.size();
    }

    private static List<Row> read(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select seq, aggregatetype, aggregateid, headers, payload from outbox order by seq limit "
                                + BATCH);
                ResultSet result = select.executeQuery()) {
            while (result.next()) {
                rows.add(new Row(
                        result.getLong(1),
                        result.getString(2),
                        result.getString(3),
                        result.getString(4),
                        result.getString(5)));
            }
        }
        return rows;
    }

    private static void delete(Connection connection, List<Row> rows) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox where seq = any(?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(Row::seq).toArray()));
            delete.executeUpdate();
        }
    }

    private static boolean takeLead(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static void releaseQuietly(Connection connection) {
        try {
            execute(connection, "unlisten outbox");
            execute(connection, "select pg_advisory_unlock(" + LOCK + ")");
        } catch (SQLException e) {
            LOG.debugf("the connection that held the lead is gone: %s", e.getMessage());
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.service() + "-relay",
                        ProducerConfig.CLIENT_ID_CONFIG, config.service() + "-relay",
                        ProducerConfig.ACKS_CONFIG, "all",
                        ProducerConfig.LINGER_MS_CONFIG, 0,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 30_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 25_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 20_000),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void pause(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Row(
            long seq,
            String topic,
            String key,
            String headers,
            @Nullable String payload) {

        ProducerRecord<byte[], byte[]> record(JsonMapper mapper) {
            var record = new ProducerRecord<>(
                    topic,
                    key.getBytes(StandardCharsets.UTF_8),
                    payload == null ? null : payload.getBytes(StandardCharsets.UTF_8));
            try {
                mapper.readValue(headers, new TypeReference<Map<String, String>>() {})
                        .forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new IllegalStateException("unreadable headers in outbox row " + seq, e);
            }
            return record;
        }
    }
}
