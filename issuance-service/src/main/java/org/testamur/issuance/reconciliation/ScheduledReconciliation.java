package org.testamur.issuance.reconciliation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.work.BackgroundWork;

/** Holds credentials against passes now and then, on one instance at a time; every instance shows the last findings. */
@ApplicationScoped
class ScheduledReconciliation {

    private static final Logger LOG = Logger.getLogger(ScheduledReconciliation.class);
    private static final String DEAD_LETTERS = "dead-letters";
    private static final String RECORDS = "records";
    private static final int TIMEOUT_SECONDS = 300;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Findings findings;
    private final ReconciliationConfig config;
    private final PlatformConfig platform;
    private final Sql sql;
    private final BackgroundWork work;
    private final Clock clock;
    private final MeterRegistry metrics;
    private volatile Map<String, Map<String, Long>> last = Map.of();

    ScheduledReconciliation(
            Findings findings,
            ReconciliationConfig config,
            PlatformConfig platform,
            Sql sql,
            BackgroundWork work,
            Clock clock,
            MeterRegistry metrics) {
        this.findings = findings;
        this.config = config;
        this.platform = platform;
        this.sql = sql;
        this.work = work;
        this.clock = clock;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        for (MismatchKind kind : MismatchKind.values()) {
            for (String why : kind.reasons()) {
                Gauge.builder(
                                "testamur.reconciliation.findings",
                                this,
                                self -> self.last
                                        .getOrDefault(kind.path(), Map.of())
                                        .getOrDefault(why, 0L))
                        .description("Differences between results and credentials that the last reconciliation found")
                        .tag("kind", kind.path())
                        .tag("why", why)
                        .register(metrics);
            }
        }
        Gauge.builder(
                        "testamur.reconciliation.dead.letters",
                        this,
                        self -> self.last.getOrDefault(DEAD_LETTERS, Map.of()).getOrDefault(RECORDS, 0L))
                .description("Records of results that could not be read, at the last reconciliation")
                .register(metrics);
        if (platform.messaging()) {
            Duration look = config.interval().dividedBy(5).plusMillis(1);
            work.start("reconciliation", loop -> {
                last = QuarkusTransaction.requiringNew()
                        .timeout(TIMEOUT_SECONDS)
                        .call(this::run);
                return look;
            });
        }
    }

    /** The findings of the last run, which is this one if it is time and nobody else is at it. */
    private Map<String, Map<String, Long>> run() {
        Instant now = clock.instant();
        boolean mine = sql.first(
                        "select pg_try_advisory_xact_lock(hashtext('testamur.reconciliation'))",
                        row -> row.getBoolean(1))
                .orElse(false);
        boolean due = sql.first(
                        "select 1 from reconciliation_run where started_at > ? and started_at <= ?",
                        row -> row.getInt(1),
                        now.minus(config.interval()),
                        now)
                .isEmpty();
        if (mine && due) {
            Period period = new Period(now.minus(config.window()), now, now.minus(config.grace()));
            Map<String, Map<String, Long>> found = new HashMap<>();
            for (MismatchKind kind : MismatchKind.values()) {
                Heartbeat.beatCurrent();
                found.put(kind.path(), findings.count(kind, period));
            }
            long dead = findings.deadLetters().total();
            found.put(DEAD_LETTERS, dead == 0 ? Map.of() : Map.of(RECORDS, dead));
            keep(found, now);
            if (found.values().stream().anyMatch(counts -> !counts.isEmpty())) {
                LOG.warnf("reconciliation found: %s", found);
            }
            return found;
        }
        return sql.first("select findings from reconciliation_run", row -> read(row.getString(1)))
                .orElse(Map.of());
    }

    private void keep(Map<String, Map<String, Long>> found, Instant now) {
        try {
            sql.update(
                    "insert into reconciliation_run (started_at, findings) values (?, ?::jsonb) on conflict (one)"
                            + " do update set started_at = excluded.started_at, findings = excluded.findings",
                    now,
                    MAPPER.writeValueAsString(found));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Map<String, Long>> read(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
