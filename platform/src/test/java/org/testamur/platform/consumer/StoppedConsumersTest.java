package org.testamur.platform.consumer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.work.StartGate;

class StoppedConsumersTest {

    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicBoolean first = new AtomicBoolean(true);
    private final AtomicBoolean inserted = new AtomicBoolean();

    @Test
    void anOlderLookDoesNotHaveTheLastWord() throws Exception {
        var metrics = new SimpleMeterRegistry();
        var clock = Clock.systemUTC();
        var stoppedConsumers = new StoppedConsumers(
                database(),
                new Parking(database(), clock),
                clock,
                metrics,
                new DegradedStates(clock, metrics),
                StartGate.opened());
        // It looks before the stop, and is held up before it says what it saw.
        Thread watching = Thread.ofPlatform().start(stoppedConsumers::refresh);
        assertTrue(looked.await(2, TimeUnit.MINUTES));
        Thread stopping = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < FailureStreak.LONGEST; i++) {
                stoppedConsumers.isStoppedBy("one", "key " + i, new Failure("Fault at x", "x"));
            }
        });
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (stopping.getState() != Thread.State.BLOCKED && stopping.isAlive()) {
            assertTrue(System.nanoTime() < deadline, "neither waits nor ends");
            Thread.onSpinWait();
        }
        goOn.countDown();
        assertTrue(watching.join(Duration.ofSeconds(20)));
        assertTrue(stopping.join(Duration.ofSeconds(20)));
        assertTrue(stoppedConsumers.isStopped("one"));
    }

    /** With a row of stopped_consumer after an insert; the first connection is held up when it is closed. */
    private AgroalDataSource database() {
        return proxy(AgroalDataSource.class, (method, sql) -> connection());
    }

    private Connection connection() {
        boolean held = first.compareAndSet(true, false);
        return proxy(Connection.class, (method, sql) -> {
            if (method.equals("prepareStatement")) {
                return statement(String.valueOf(sql));
            }
            if (method.equals("close") && held) {
                looked.countDown();
                assertTrue(goOn.await(2, TimeUnit.MINUTES));
            }
            return null;
        });
    }

    private PreparedStatement statement(String sql) {
        return proxy(PreparedStatement.class, (method, any) -> switch (method) {
            case "executeUpdate" -> {
                inserted.compareAndSet(false, sql.startsWith("insert"));
                yield 1;
            }
            case "executeQuery" -> result(inserted.get());
            default -> null;
        });
    }

    private static ResultSet result(boolean row) {
        AtomicBoolean left = new AtomicBoolean(row);
        return proxy(ResultSet.class, (method, any) -> switch (method) {
            case "next" -> left.compareAndSet(true, false);
            case "getString" -> "one";
            case "getTimestamp" -> new Timestamp(0);
            default -> null;
        });
    }

    @FunctionalInterface
    private interface Answer {
        @Nullable
        Object to(String method, @Nullable Object argument) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                StoppedConsumersTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.to(method.getName(), arguments == null ? null : arguments[0])));
    }
}
