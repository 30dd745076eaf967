package org.testamur.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.Sha256;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.Caller;
import org.testamur.platform.tenancy.StaffDirectory;

/**
 * Follows something that changes, by server-sent events, for as long as somebody listens; a few for each log-in, and so
 * many on one instance. The database says what changed ({@link StreamWatches}): a stream asks for nothing while nothing
 * does. It ends before it tells anything more when what an institution has given to the log-in changes or ends; the
 * listener comes back and is told what it may still see.
 */
@ApplicationScoped
@Startup
public class EventStreams {

    private static final StreamFollower FOLLOWER = new StreamFollower(
            List.of(Duration.ofMillis(250), Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(15)),
            Duration.ofMillis(50),
            Duration.ofMinutes(10));

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final int ID_LENGTH = 16;

    private final Caller caller;
    private final PlatformConfig config;
    private final ObjectMapper json;
    private final CurrentVertxRequest current;
    private final StreamWatches watches;
    private final StaffDirectory staff;
    private final Clock clock;
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();
    private final AtomicInteger all = new AtomicInteger();

    EventStreams(
            Caller caller,
            PlatformConfig config,
            ObjectMapper json,
            CurrentVertxRequest current,
            StreamWatches watches,
            StaffDirectory staff,
            Clock clock,
            MeterRegistry metrics) {
        this.caller = caller;
        this.config = config;
        this.json = json;
        this.current = current;
        this.watches = watches;
        this.staff = staff;
        this.clock = clock;
        Gauge.builder("testamur.streams.open", all, AtomicInteger::get)
                .description("Streams of events that are open on this instance")
                .register(metrics);
    }

    /**
     * Each change as an event, the present state first, until it is settled. An event's id is that of its content, so a
     * listener that comes back with {@code Last-Event-ID} is not told again what it has (HTML, §9.2.4).
     *
     * @param key what the table's trigger tells changes by ({@code testamur_tell_streams})
     * @param look runs in threads of its own with the access of the caller, and in a transaction that it begins
     */
    public <T> Multi<OutboundSseEvent> follow(
            String name, Class<T> type, UUID key, Supplier<T> look, Predicate<T> settled, Sse sse) {
        Access access = Access.current();
        BooleanSupplier unchanged =
                caller.isAnonymous() ? () -> true : staff.unchanged(caller.issuer(), caller.subject(), clock);
        Runnable place = take(caller.login());
        StreamWatches.Watch watch;
        T present;
        try {
            watch = watches.open(key, FOLLOWER.longest());
        } catch (RuntimeException e) {
            place.run();
            throw e;
        }
        try {
            present = look.get();
        } catch (RuntimeException e) {
            watches.close(watch);
            place.run();
            throw e;
        }
        boolean repeated = id(present).equals(current.getCurrent().request().getHeader(LAST_EVENT_ID));
        return Multi.createFrom()
                .<T>emitter(emitter -> Thread.ofVirtual()
                        .name("stream-" + name)
                        .start(() -> access.run(
                                () -> follow(present, repeated, look, settled, unchanged, watch, emitter, place))))
                .onTermination()
                .invoke(watch.signal()::wake)
                .map(view -> sse.newEventBuilder()
                        .name(name)
                        .id(id(view))
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(type, view)
                        .build());
    }

    private String id(Object view) {
        try {
            return Sha256.hex(json.writeValueAsBytes(view)).substring(0, ID_LENGTH);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private Runnable take(String login) {
        int count = open.merge(login, 1, Integer::sum);
        int onInstance = all.incrementAndGet();
        AtomicBoolean released = new AtomicBoolean();
        Runnable release = () -> {
            if (released.compareAndSet(false, true)) {
                all.decrementAndGet();
                open.computeIfPresent(login, (key, held) -> held == 1 ? null : held - 1);
            }
        };
        if (count > config.streamsPerPerson()) {
            release.run();
            throw Refusal.of(
                    Refusal.Kind.TOO_MANY,
                    "too-many-streams",
                    "At most " + config.streamsPerPerson() + " streams at a time: close one, or ask for JSON.");
        }
        if (onInstance > config.streamsPerInstance()) {
            release.run();
            throw Refusal.of(
                    Refusal.Kind.UNAVAILABLE, "no-room-for-streams", "Too many streams are open: ask for JSON.");
        }
        return release;
    }

    private <T> void follow(
            T present,
            boolean repeated,
            Supplier<T> look,
            Predicate<T> settled,
            BooleanSupplier unchanged,
            StreamWatches.Watch watch,
            MultiEmitter<? super T> emitter,
            Runnable place) {
        try {
            if (!repeated) {
                emitter.emit(present);
            }
            FOLLOWER.follow(
                    present,
                    look,
                    settled,
                    watch.signal(),
                    () -> emitter.isCancelled() || !unchanged.getAsBoolean(),
                    emitter::emit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Gone meanwhile, or the database is away: the listener comes again and is told.
        } finally {
            place.run();
            emitter.complete();
            watches.close(watch);
        }
    }
}
