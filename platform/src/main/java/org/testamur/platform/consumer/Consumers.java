package org.testamur.platform.consumer;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.DegradedStates;
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

    private static final String STILL = "consumer-still";
    private static final Duration CHANNELS = Duration.ofMillis(250);

    private static final int READ_AGAIN = 1_000;

    private final List<EventConsumer> consumers;
    private final PlatformConfig config;
    private final KafkaClients clients;
    private final Parking parking;
    private final RetryParked parked;
    private final Intakes intakes;
    private final StoppedConsumers stoppedConsumers;
    private final Retries retries;
    private final Rebuilds rebuilds;
    private final AgroalDataSource dataSource;
    private final IncomingRecords incoming;
    private final KafkaClientService polling;
    private final Config settings;
    private final BackgroundWork work;
    private final MeterRegistry metrics;
    private final DegradedStates degraded;
    private Collection<Channel> channels = List.of();
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
            Parking parking,
            RetryParked parked,
            Intakes intakes,
            StoppedConsumers stoppedConsumers,
            Retries retries,
            Rebuilds rebuilds,
            AgroalDataSource dataSource,
            IncomingRecords incoming,
            KafkaClientService polling,
            Config settings,
            BackgroundWork work,
            MeterRegistry metrics,
            DegradedStates degraded) {
        this.consumers = consumers;
        this.config = config;
        this.clients = clients;
        this.parking = parking;
        this.parked = parked;
        this.intakes = intakes;
        this.stoppedConsumers = stoppedConsumers;
        this.retries = retries;
        this.rebuilds = rebuilds;
        this.dataSource = dataSource;
        this.incoming = incoming;
        this.polling = polling;
        this.settings = settings;
        this.work = work;
        this.metrics = metrics;
        this.degraded = degraded;
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
        consumers.forEach(stoppedConsumers::show);
        consumers.forEach(retries::show);
        degraded.declare(STILL);
        Access.everywhere().run(stoppedConsumers::refresh);
        for (EventConsumer consumer : consumers) {
            if (consumer.kind() == EventConsumer.Kind.PROJECTION
                    && consumer.rows().isEmpty()) {
                throw new IllegalStateException(consumer.name() + " is a projection of no rows");
            }
            check(consumer);
        }
        channels = incoming.channels();
        for (Channel channel : channels) {
            Gauge.builder("testamur.consumer.lag", channel, Channel::lag)
                    .baseUnit("records")
                    .description("Records of this instance's partitions that the consumer has not taken; not a number"
                            + " while that is not known")
                    .tags(Tags.of(
                            "consumer",
                            channel.name(),
                            "topic",
                            channel.consumer().topic()))
                    .register(metrics);
        }
        incoming.open();
        Map<String, EventConsumer> byName =
                consumers.stream().collect(Collectors.toMap(EventConsumer::name, Function.identity()));
        own.add(work.startAtOnce("channels", WorkKind.MESSAGING, loop -> lookAtChannels()));
        own.add(work.start("parking", WorkKind.MESSAGING, loop -> workParking(byName)));
        own.add(work.start("rebuilds", WorkKind.MESSAGING, loop -> workRebuilds()));
        own.add(work.startAtOnce("stops", WorkKind.MESSAGING, loop -> watchStops()));
        own.add(work.startAtOnce("ages", WorkKind.MESSAGING, loop -> measure()));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        running = false;
        channels.forEach(Channel::stop);
        own.forEach(Loop::close);
        for (Channel channel : channels) {
            channel.awaitEnd(Duration.ofSeconds(3));
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
        return channels.stream()
                .map(channel -> {
                    EventConsumer consumer = channel.consumer();
                    Optional<StoppedConsumers.Stop> stop = stoppedConsumers.of(consumer.name());
                    double lag = channel.lag();
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
                ? Optional.of(stoppedConsumers.resume(consumer).orElse(0))
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

    /** A consumer and the channel of its name must mean the same. */
    private void check(EventConsumer consumer) {
        String channel = "mp.messaging.incoming.\"" + consumer.name() + "\".";
        String topic =
                settings.getOptionalValue(channel + "topic", String.class).orElse("");
        if (!topic.equals(consumer.topic())) {
            throw new IllegalStateException(
                    channel + "topic is '" + topic + "', and the consumer reads " + consumer.topic());
        }
        KafkaConsumer<byte[], byte[]> client = polling.getConsumer(consumer.name());
        if (client == null) {
            throw new IllegalStateException(consumer.name() + " has no method with @Incoming of its name");
        }
        Object group = client.configuration().get(ConsumerConfig.GROUP_ID_CONFIG);
        if (!consumer.name().equals(group)) {
            throw new IllegalStateException(channel + "group.id is '" + group + "', and must be the consumer's name");
        }
    }

    private Duration lookAtChannels() {
        for (Channel channel : channels) {
            channel.look(polling.getConsumer(channel.name()));
        }
        List<String> still = channels.stream()
                .filter(Channel::standsStill)
                .map(Channel::name)
                .sorted()
                .toList();
        if (still.isEmpty()) {
            degraded.end(STILL);
        } else {
            degraded.begin(
                    STILL,
                    "Consumers read nothing for a minute though there is something to read: " + String.join(", ", still)
                            + ".");
        }
        return CHANNELS;
    }

    private Duration workRebuilds() {
        rebuilds.work(consumers, consumer -> !stoppedConsumers.isStopped(consumer.name()), this::readAgain);
        return LOOK;
    }

    private boolean readAgain(EventConsumer consumer) {
        try (var client = clients.reader(READ_AGAIN, Map.of())) {
            return TopicReader.read(
                    client,
                    consumer.topic(),
                    intakes.of(consumer),
                    () -> running && !stoppedConsumers.isStopped(consumer.name()));
        }
    }

    /** What another instance stopped or resumed. */
    private Duration watchStops() {
        stoppedConsumers.refresh();
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
}
