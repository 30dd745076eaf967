package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.kafka.KafkaClients;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;
import org.testamur.platform.work.WorkKind;

/** Runs every consumer of the service and the worker that tries parked records again. */
@ApplicationScoped
public class Consumers {

    private static final Logger LOG = Logger.getLogger(Consumers.class);
    private static final Duration PARKING_POLL = Duration.ofMillis(100);
    /** Another instance may have parked something, or been killed after it did. */
    private static final Duration EMPTY_PARKING_POLL = Duration.ofSeconds(1);

    /** How soon what was asked of another instance is seen. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final int POLL = 200;
    private static final int BATCH_POLL = 1_000;
    private static final int FETCHED_BYTES = 4 * 1024 * 1024;

    private final List<EventConsumer> consumers;
    private final PlatformConfig config;
    private final KafkaClients clients;
    private final Delivery delivery;
    private final Parking parking;
    private final AwaitedDependencies means;
    private final RetryParked parked;
    private final DeadLetters deadLetters;
    private final StoppedConsumers stops;
    private final Retries retries;
    private final Rebuilds rebuilds;
    private final AgroalDataSource dataSource;
    private final BackgroundWork work;
    private final MeterRegistry metrics;
    private final List<ConsumerLoop> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Loop> own = new ArrayList<>();
    private volatile boolean running;
    private long lookedAtParking = System.nanoTime() - EMPTY_PARKING_POLL.toNanos();
    private volatile double oldestUnsentSeconds;
    private volatile double oldestParkedSeconds;
    private volatile double deadLettersHeld;

    Consumers(
            @All List<EventConsumer> consumers,
            PlatformConfig config,
            KafkaClients clients,
            Delivery delivery,
            Parking parking,
            AwaitedDependencies means,
            RetryParked parked,
            DeadLetters deadLetters,
            StoppedConsumers stops,
            Retries retries,
            Rebuilds rebuilds,
            AgroalDataSource dataSource,
            BackgroundWork work,
            MeterRegistry metrics) {
        this.consumers = consumers;
        this.config = config;
        this.clients = clients;
        this.delivery = delivery;
        this.parking = parking;
        this.means = means;
        this.parked = parked;
        this.deadLetters = deadLetters;
        this.stops = stops;
        this.retries = retries;
        this.rebuilds = rebuilds;
        this.dataSource = dataSource;
        this.work = work;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("testamur.outbox.oldest", this, self -> self.oldestUnsentSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest fact that is committed and not sent")
                .register(metrics);
        Gauge.builder("testamur.parked.oldest", this, self -> self.oldestParkedSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest record that waits for something it refers to")
                .register(metrics);
        Gauge.builder("testamur.dead.letters", this, self -> self.deadLettersHeld)
                .description("Records that wait for an operator")
                .register(metrics);
        if (!config.messaging()) {
            return;
        }
        running = true;
        consumers.forEach(stops::show);
        consumers.forEach(retries::show);
        Access.everywhere().run(stops::refresh);
        for (EventConsumer consumer : consumers) {
            if (consumer.kind() == EventConsumer.Kind.PROJECTION
                    && consumer.rows().isEmpty()) {
                throw new IllegalStateException(consumer.name() + " is a projection of no rows");
            }
            ConsumerLoop loop = new ConsumerLoop(
                    consumer, () -> client(consumer, Optional.of(consumer.name())), intake(consumer), stops);
            loops.add(loop);
            Gauge.builder("testamur.consumer.lag", loop, ConsumerLoop::lag)
                    .baseUnit("records")
                    .description("Records of this instance's partitions that the consumer has not taken; not a number"
                            + " while that is not known")
                    .tags(Tags.of("consumer", consumer.name(), "topic", consumer.topic()))
                    .register(metrics);
            threads.add(work.startOwn("consumer-" + consumer.name(), WorkKind.MESSAGING, loop));
        }
        Map<String, EventConsumer> byName =
                consumers.stream().collect(Collectors.toMap(EventConsumer::name, Function.identity()));
        own.add(work.start("parking", WorkKind.MESSAGING, loop -> workParking(byName)));
        own.add(work.start("rebuilds", WorkKind.MESSAGING, loop -> workRebuilds()));
        own.add(work.start("stops", WorkKind.MESSAGING, loop -> watchStops()));
        own.add(work.start("ages", WorkKind.MESSAGING, loop -> measure()));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        loops.forEach(ConsumerLoop::stop);
        own.forEach(Loop::close);
        for (Thread thread : threads) {
            thread.join(Duration.ofSeconds(3));
        }
    }

    /**
     * How a consumer of this service is.
     *
     * @param stoppedBecause the kind of failure that made it stop, if it has stopped
     * @param lag records of this instance's partitions that it has not taken; null while that is not known
     */
    @Schema(name = "ConsumerState")
    public record State(
            String name,
            String topic,
            boolean personal,
            @Nullable String stoppedBecause,
            @Nullable Instant stoppedAt,
            boolean rebuilding,
            @Nullable Long lag) {}

    public List<State> states() {
        return loops.stream()
                .map(loop -> {
                    EventConsumer consumer = loop.consumer();
                    Optional<StoppedConsumers.Stop> stop = stops.of(consumer.name());
                    double lag = loop.lag();
                    return new State(
                            consumer.name(),
                            consumer.topic(),
                            consumer.personal(),
                            stop.map(StoppedConsumers.Stop::failure).orElse(null),
                            stop.map(StoppedConsumers.Stop::since).orElse(null),
                            rebuilds.isOpen(consumer.name()),
                            Double.isNaN(lag) ? null : Math.round(lag));
                })
                .toList();
    }

    /**
     * Has a projection rebuilt from its topic, by this instance or another, after what was asked for before; false when no
     * projection has this name.
     */
    public boolean rebuild(String consumer) {
        boolean known = consumers.stream()
                .anyMatch(one -> one.name().equals(consumer) && one.kind() == EventConsumer.Kind.PROJECTION);
        if (known) {
            rebuilds.ask(consumer);
        }
        return known;
    }

    /**
     * Has a consumer go on that stopped after a run of equal failures, and tries again what died of them.
     *
     * @return how many dead records are tried again, none when it had not stopped; empty when no consumer has this name
     */
    public Optional<Integer> resume(String consumer) {
        return consumers.stream().anyMatch(one -> one.name().equals(consumer))
                ? Optional.of(stops.resume(consumer).orElse(0))
                : Optional.empty();
    }

    /** Tries dead records again, in the order of their keys. */
    public int redrive(@Nullable String consumer, @Nullable String key) {
        int redriven = QuarkusTransaction.requiringNew().call(() -> parking.redrive(consumer, key));
        parking.mayHoldSome();
        return redriven;
    }

    /** Gives up the first dead record of a key; those behind it go on. */
    public int discard(String consumer, String key) {
        return QuarkusTransaction.requiringNew().call(() -> parking.discard(consumer, key));
    }

    private Intake intake(EventConsumer consumer) {
        return new Intake(consumer, delivery, parking, means, deadLetters, stops);
    }

    private Duration workRebuilds() {
        rebuilds.work(consumers, consumer -> !stops.isStopped(consumer.name()), this::readAgain);
        return LOOK;
    }

    private boolean readAgain(EventConsumer consumer) {
        try (KafkaConsumer<byte[], byte[]> client = client(consumer, Optional.empty())) {
            return TopicReader.read(
                    client, consumer.topic(), intake(consumer), () -> running && !stops.isStopped(consumer.name()));
        }
    }

    /** What another instance stopped or resumed. */
    private Duration watchStops() {
        stops.refresh();
        retries.look();
        return LOOK;
    }

    private Duration workParking(Map<String, EventConsumer> byName) {
        boolean busy = false;
        if (!parking.isThoughtEmpty() || System.nanoTime() - lookedAtParking >= EMPTY_PARKING_POLL.toNanos()) {
            lookedAtParking = System.nanoTime();
            busy = !parking.isEmpty() && parked.look(byName);
        }
        return busy ? Duration.ZERO : PARKING_POLL;
    }

    private Duration measure() {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("""
                            select coalesce(extract(epoch from now() - outbox_waits_since()), 0),
                                coalesce(extract(epoch from now() - (select min(parked_at) from parked_event
                                    where state <> 'dead')), 0),
                                (select count(*) from parked_event where state = 'dead')""")) {
            result.next();
            oldestUnsentSeconds = Math.max(0, result.getDouble(1));
            oldestParkedSeconds = Math.max(0, result.getDouble(2));
            deadLettersHeld = result.getDouble(3);
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("ages are not known now: %s", e.getMessage());
        }
        return Duration.ofSeconds(2);
    }

    /** @param group the consumer group; none for reading a topic again from its beginning */
    private KafkaConsumer<byte[], byte[]> client(EventConsumer consumer, Optional<String> group) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                consumer instanceof BatchConsumer ? BATCH_POLL : POLL,
                // However much there is to read, what is held of it in memory stays small.
                ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                FETCHED_BYTES,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCHED_BYTES / 4,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                10_000));
        group.ifPresent(name -> {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, name);
            // A member that was killed is missed after this, and its partitions go on elsewhere.
            settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
            settings.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
        });
        return clients.consumer(settings);
    }
}
