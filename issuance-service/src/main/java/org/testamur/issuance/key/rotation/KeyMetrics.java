package org.testamur.issuance.key.rotation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.key.KeyState;
import org.testamur.issuance.key.store.RewrapKeys;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;

/** Shows an operator how old keys are and how far a change of the key-encryption key has come. */
@ApplicationScoped
class KeyMetrics {

    private static final Duration KEPT = Duration.ofSeconds(5);

    private final Sql sql;
    private final RewrapKeys rewrap;
    private final Clock clock;
    private final MeterRegistry metrics;
    private volatile @Nullable Measured measured;

    KeyMetrics(Sql sql, RewrapKeys rewrap, Clock clock, MeterRegistry metrics) {
        this.sql = sql;
        this.rewrap = rewrap;
        this.clock = clock;
        this.metrics = metrics;
    }

    private record Measured(
            Map<KeyState, Long> keys, @Nullable Instant oldest, long left, Instant at) {}

    void start(@Observes StartupEvent event) {
        for (KeyState state : KeyState.values()) {
            Gauge.builder("testamur.signing.keys", this, of -> of.now().keys().getOrDefault(state, 0L))
                    .tag("state", state.shown())
                    .description("Signing keys by state")
                    .register(metrics);
        }
        Gauge.builder("testamur.signing.keys.oldest.active", this, KeyMetrics::oldest)
                .baseUnit("seconds")
                .description("Age of the oldest key that signs")
                .register(metrics);
        Gauge.builder("testamur.signing.keys.rewrap.left", this, of -> of.now().left())
                .description("Sealed keys that the current key-encryption key does not wrap yet")
                .register(metrics);
    }

    private double oldest() {
        Measured now = now();
        return now.oldest() == null
                ? 0
                : Duration.between(now.oldest(), now.at()).toMillis() / 1000.0;
    }

    private Measured now() {
        Instant now = clock.instant();
        Measured last = measured;
        if (last == null || now.isAfter(last.at().plus(KEPT))) {
            last = Access.everywhere()
                    .call(() -> QuarkusTransaction.requiringNew().call(() -> measure(now)));
            measured = last;
        }
        return last;
    }

    private Measured measure(Instant now) {
        Map<KeyState, Long> keys = new EnumMap<>(KeyState.class);
        sql.list(
                "select state, count(*) from signing_key group by state",
                row -> keys.put(KeyState.of(row.getString(1)), row.getLong(2)));
        Instant oldest = sql.first(
                        "select min(valid_from) as oldest from signing_key where state = 'active' having count(*) > 0",
                        row -> java.util.Objects.requireNonNull(Sql.instant(row, "oldest")))
                .orElse(null);
        return new Measured(keys, oldest, rewrap.left(), now);
    }
}
