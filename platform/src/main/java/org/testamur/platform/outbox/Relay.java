package org.testamur.platform.outbox;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.kafka.KafkaClients;
import org.testamur.platform.tracing.Traces;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.WorkKind;

/**
 * Sends the rows of the outbox, in order per key, at least once and, for readers of committed records, without gaps.
 *
 * <p>One instance of a service leads. It holds an advisory lock on the connection with which it reads and deletes rows,
 * so an instance that loses the connection can no longer delete. It produces in Kafka transactions under one fixed
 * transactional id, so a former leader is fenced. A batch is deleted first, then sent, and the deletion is committed
 * after Kafka has committed. If the database refuses the deletion, nothing is sent. After a crash between the two
 * commits the rows are still there and are sent again, which receivers recognise. A commit that the database refuses
 * repeatedly is retried after pauses that double up to ten seconds ({@link Loop}). The deletion's transaction notes the
 * last record that was sent to each partition ({@link SentOffsets}).
 */
@ApplicationScoped
class Relay {

    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final int LARGEST_BATCH = 2_000;
    /** Of what is held in memory at once; the first row always goes. */
    private static final int LARGEST_BATCH_BYTES = 4 * 1024 * 1024;

    private static final String SELECT = """
            select seq, aggregatetype, aggregateid, headers, payload from (
                select *, sum(octet_length(payload)) over (order by seq
                    rows between unbounded preceding and 1 preceding) as before
                from (
                    select seq, aggregatetype, aggregateid, headers, payload from outbox
                    where aggregatetype <> all(?) and aggregatetype || '/' || aggregateid <> all(?)
                    order by seq limit %d) as oldest) as summed
            where coalesce(before, 0) < %d order by seq""".formatted(LARGEST_BATCH, LARGEST_BATCH_BYTES);

    /** Beside what no connection does, so that it reads by the key: it sorts and scans no table that was empty once. */
    private static final List<String> SCANS = List.of("enable_bitmapscan", "enable_sort");

    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration SLOW_POLL = Duration.ofSeconds(1);
    private static final Duration NOTIFY_PAUSE = Duration.ofMillis(5);
    private static final Duration NOTIFICATION_POLL = Duration.ofMillis(20);
    private static final long LOCK = 0x7465_7374_616d_7572L;

    private final AgroalDataSource dataSource;
    private final PlatformConfig config;
    private final KafkaClients clients;
    private final BackgroundWork work;
    private final TraceSending traceSending;
    private final Counter sent;
    private final BlockedKeys holds = new BlockedKeys(System::nanoTime);
    private volatile boolean leading;
    private volatile @Nullable Loop loop;

    Relay(
            AgroalDataSource dataSource,
            PlatformConfig config,
            KafkaClients clients,
            BackgroundWork work,
            MeterRegistry metrics,
            Traces traces) {
        this.dataSource = dataSource;
        this.config = config;
        this.clients = clients;
        this.work = work;
        this.traceSending = new TraceSending(traces);
        this.sent = Counter.builder("testamur.outbox.sent")
                .description("Facts sent to Kafka")
                .register(metrics);
        Gauge.builder("testamur.outbox.leading", this, relay -> relay.leading ? 1 : 0)
                .description("1 on the instance of a service whose relay sends, 0 on the others")
                .register(metrics);
        Gauge.builder("testamur.outbox.held", holds, BlockedKeys::size)
                .description("Keys and topics whose facts Kafka does not take")
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        if (config.messaging()) {
            loop = work.start("outbox-relay", WorkKind.MESSAGING, this::lead);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Loop present = loop;
        if (present != null) {
            present.close();
        }
    }

    /** Something was committed. */
    void wake() {
        Loop present = loop;
        if (present != null) {
            present.wake();
        }
    }

    /** Leads, or waits to, until it fails or the instance stops. */
    private Duration lead(Loop loop) throws SQLException, InterruptedException {
        try (Connection connection = dataSource.getConnection()) {
            serve(connection, loop);
        } finally {
            leading = false;
        }
        return Duration.ZERO;
    }

    private void serve(Connection connection, Loop loop) throws SQLException, InterruptedException {
        while (loop.isRunning() && !takeLead(connection)) {
            // Not leading: pass the word on to whoever is.
            if (loop.await(SLOW_POLL)) {
                execute(connection, "notify outbox");
                loop.rest(NOTIFY_PAUSE);
            }
        }
        if (!loop.isRunning()) {
            return;
        }
        LOG.info("the relay leads");
        leading = true;
        execute(connection, "listen outbox");
        // Should this instance vanish without a word, the database notices and gives the lead to another.
        execute(connection, "set tcp_keepalives_idle = 10");
        execute(connection, "set tcp_keepalives_interval = 5");
        execute(connection, "set tcp_keepalives_count = 3");
        for (String scan : SCANS) {
            execute(connection, "set " + scan + " = off");
        }
        execute(connection, SentOffsets.NOTES);
        Set<String> topics = new HashSet<>();
        KafkaProducer<byte[], byte[]> producer = producer();
        try {
            producer.initTransactions();
            // Nobody else sends from here on: what is in the topics was sent.
            SentOffsets.adoptIfDue(connection, new OwnTopics(clients, config.service()));
            while (loop.isRunning()) {
                loop.beat();
                if (!send(connection, producer, topics)) {
                    await(connection, loop);
                }
            }
        } finally {
            leading = false;
            // Without a limit it waits for a broker that is away; what was begun is fenced by who leads next.
            producer.close(CLOSING);
            releaseQuietly(connection);
        }
    }

    private static void await(Connection connection, Loop loop) throws SQLException, InterruptedException {
        long until = System.nanoTime() + SLOW_POLL.toNanos();
        PGConnection notifications = connection.unwrap(PGConnection.class);
        // Commits of this instance wake the semaphore; those of others arrive by NOTIFY.
        while (loop.isRunning() && System.nanoTime() < until) {
            if (loop.await(NOTIFICATION_POLL)) {
                return;
            }
            var received = notifications.getNotifications();
            if (received != null && received.length > 0) {
                return;
            }
        }
    }

    /**
     * Sends a batch; true when there may be more to send at once.
     *
     * @param known topics that are known to exist; grows
     */
    private boolean send(Connection connection, KafkaProducer<byte[], byte[]> producer, Set<String> known)
            throws SQLException, InterruptedException {
        List<OutboxRow> rows = read(connection);
        if (rows.isEmpty()) {
            return false;
        }
        List<ProducerRecord<byte[], byte[]>> records = records(rows);
        if (records.size() < rows.size() || !haveTopics(rows, known)) {
            return true;
        }
        connection.setAutoCommit(false);
        try {
            // Fewer are deleted when somebody else deleted some of them: they are not sent.
            List<RecordMetadata> places =
                    delete(connection, rows) == rows.size() ? send(producer, rows, records) : List.of();
            boolean sent = !places.isEmpty();
            if (sent) {
                SentOffsets.note(connection, places);
                connection.commit();
            }
            backToAutoCommit(connection);
            if (!sent) {
                return true;
            }
        } catch (SQLException | RuntimeException e) {
            try {
                backToAutoCommit(connection);
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
        rows.forEach(row -> holds.sent(row.topic(), row.key()));
        sent.increment(rows.size());
        return rows.size() > 1;
    }

    /** Leaves no transaction open, in which nothing would be heard and the lead could not be given up. */
    private static void backToAutoCommit(Connection connection) throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    /** Where they stand now; nowhere when Kafka does not take some of them, whose keys are held. */
    private List<RecordMetadata> send(
            KafkaProducer<byte[], byte[]> producer,
            List<OutboxRow> rows,
            List<ProducerRecord<byte[], byte[]>> records) {
        TraceSending.Spans spans = traceSending.begin(records);
        producer.beginTransaction();
        List<Future<RecordMetadata>> sends = new ArrayList<>(rows.size());
        try {
            for (ProducerRecord<byte[], byte[]> record : records) {
                sends.add(producer.send(record));
            }
            producer.commitTransaction();
            spans.sent();
            return sends.stream().map(Future::resultNow).toList();
        } catch (KafkaException e) {
            spans.failed(e);
            if (!holdCulprits(rows, sends)) {
                throw e;
            }
            producer.abortTransaction();
            return List.of();
        }
    }

    /** Fewer than rows when a row cannot be made into a record; its key is held then. */
    private List<ProducerRecord<byte[], byte[]>> records(List<OutboxRow> rows) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(rows.size());
        for (OutboxRow row : rows) {
            try {
                records.add(row.record());
            } catch (IOException | RuntimeException e) {
                holds.key(row.topic(), row.key(), "row " + row.seq() + " is no record: " + e);
            }
        }
        return records;
    }

    /** Whether all topics exist; one that does not is held, for a producer would wait for it and all others with it. */
    private boolean haveTopics(List<OutboxRow> rows, Set<String> known) throws InterruptedException {
        Set<String> fresh = rows.stream().map(OutboxRow::topic).collect(Collectors.toCollection(HashSet::new));
        fresh.removeAll(known);
        if (fresh.isEmpty()) {
            return true;
        }
        boolean all = true;
        try (Admin admin = clients.admin(Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000))) {
            for (var answer : admin.describeTopics(fresh).topicNameValues().entrySet()) {
                try {
                    answer.getValue().get();
                    known.add(answer.getKey());
                } catch (ExecutionException e) {
                    if (!isOfTopic(e.getCause())) {
                        throw new KafkaException("could not look up " + answer.getKey(), e.getCause());
                    }
                    holds.topic(answer.getKey(), String.valueOf(e.getCause()));
                    all = false;
                }
            }
        }
        return all;
    }

    /** Finds out which rows made the transaction fail and holds their keys; false when it was none of them. */
    private boolean holdCulprits(List<OutboxRow> rows, List<Future<RecordMetadata>> sends) {
        boolean found = false;
        for (int i = 0; i < sends.size(); i++) {
            if (sends.get(i).state() != Future.State.FAILED) {
                continue;
            }
            Throwable cause = sends.get(i).exceptionNow();
            OutboxRow row = rows.get(i);
            if (isOfTopic(cause)) {
                holds.topic(row.topic(), cause.toString());
                found = true;
            } else if (cause instanceof RecordTooLargeException
                    || cause instanceof InvalidRecordException
                    || cause instanceof SerializationException) {
                holds.key(row.topic(), row.key(), "row " + row.seq() + ": " + cause);
                found = true;
            }
        }
        return found;
    }

    private static boolean isOfTopic(@Nullable Throwable cause) {
        return cause instanceof UnknownTopicOrPartitionException
                || cause instanceof InvalidTopicException
                || cause instanceof TopicAuthorizationException;
    }

    private List<OutboxRow> read(Connection connection) throws SQLException {
        List<OutboxRow> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, connection.createArrayOf("text", holds.topics()));
            select.setArray(2, connection.createArrayOf("text", holds.keys()));
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.add(new OutboxRow(
                            result.getLong(1),
                            result.getString(2),
                            result.getString(3),
                            result.getString(4),
                            result.getBytes(5)));
                }
            }
        }
        return rows;
    }

    private static int delete(Connection connection, List<OutboxRow> rows) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox where seq = any(?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", rows.stream().map(OutboxRow::seq).toArray()));
            return delete.executeUpdate();
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
            for (String scan : SCANS) {
                execute(connection, "reset " + scan);
            }
            execute(connection, SentOffsets.NOTES_NO_MORE);
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
        return clients.producer(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                config.service() + "-relay",
                ProducerConfig.CLIENT_ID_CONFIG,
                config.service() + "-relay",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.BATCH_SIZE_CONFIG,
                128 * 1024,
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                30_000,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                25_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                20_000));
    }
}
