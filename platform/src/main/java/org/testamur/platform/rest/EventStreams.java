package org.testamur.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.tenancy.Caller;

/** Follows something that changes, by server-sent events, for as long as somebody listens; a few for each log-in. */
@ApplicationScoped
public class EventStreams {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final int ID_LENGTH = 16;

    private final Caller caller;
    private final PlatformConfig config;
    private final ObjectMapper json;
    private final CurrentVertxRequest current;
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

    EventStreams(Caller caller, PlatformConfig config, ObjectMapper json, CurrentVertxRequest current) {
        this.caller = caller;
        this.config = config;
        this.json = json;
        this.current = current;
    }

    /**
     * Each change as an event, the present state first, until it is settled. An event's id is that of its content, so a
     * listener that comes back with {@code Last-Event-ID} is not told again what it has (HTML, §9.2.4).
     *
     * @param look runs in threads of its own with the access of the caller, and in a transaction that it begins
     */
    public <T> Multi<OutboundSseEvent> follow(
            String name, Class<T> type, Supplier<T> look, Predicate<T> settled, Sse sse) {
        Access access = Access.current();
        T present = look.get();
        String heard = current.getCurrent().request().getHeader(LAST_EVENT_ID);
        boolean repeated = id(present).equals(heard);
        Runnable release = take(caller.login());
        return Multi.createFrom()
                .<T>emitter(emitter -> Thread.ofVirtual()
                        .name("stream-" + name)
                        .start(() -> access.run(() -> follow(present, repeated, look, settled, emitter))))
                .onTermination()
                .invoke(release)
                .map(view -> sse.newEventBuilder()
                        .name(name)
                        .id(id(view))
                        .mediaType(MediaType.APPLICATION_JSON_TYPE)
                        .data(type, view)
                        .build());
    }

    private Runnable take(String login) {
        int count = open.merge(login, 1, Integer::sum);
        AtomicBoolean released = new AtomicBoolean();
        Runnable release = () -> {
            if (released.compareAndSet(false, true)) {
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
        return release;
    }

    private String id(Object view) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(view)))
                    .substring(0, ID_LENGTH);
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> void follow(
            T present, boolean repeated, Supplier<T> look, Predicate<T> settled, MultiEmitter<? super T> emitter) {
        long end = System.nanoTime() + LONGEST.toNanos();
        T told = present;
        if (!repeated) {
            emitter.emit(told);
        }
        try {
            while (!settled.test(told) && !emitter.isCancelled() && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                T next = look.get();
                if (!next.equals(told)) {
                    told = next;
                    emitter.emit(told);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Gone meanwhile, or the database is away: the listener comes again and is told.
        } finally {
            emitter.complete();
        }
    }
}
