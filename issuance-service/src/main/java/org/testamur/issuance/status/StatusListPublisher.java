package org.testamur.issuance.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tracing.TraceSpan;
import org.testamur.platform.tracing.Traces;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;

/**
 * Has every list that changed signed again, once in a publish window however many changes and instances there are, and
 * every list that grows old. A list that cannot be signed stays as it is and is tried again; next is
 * {@link PublishStatusList}.
 */
@ApplicationScoped
class StatusListPublisher {

    private static final Logger LOG = Logger.getLogger(StatusListPublisher.class);

    private static final String DUE = """
            select c.status_list_id, bool_or(l.published_at is null or l.published_at <= ? or l.published_at > ?)
            from status_change c join status_list l on l.id = c.status_list_id group by 1
            union
            select id, true from status_list where valid_until is null or valid_until < ? or valid_from > ?""";

    private final Sql sql;
    private final PublishStatusList publish;
    private final Clock clock;
    private final StatusSettings settings;
    private final boolean runs;
    private final Counter failed;
    private final BackgroundWork work;
    private final Traces traces;
    private volatile @Nullable Loop loop;

    StatusListPublisher(
            Sql sql,
            PublishStatusList publish,
            Clock clock,
            StatusSettings settings,
            PlatformConfig platform,
            BackgroundWork work,
            MeterRegistry metrics,
            Traces traces) {
        this.sql = sql;
        this.publish = publish;
        this.clock = clock;
        this.settings = settings;
        this.work = work;
        this.traces = traces;
        this.runs = platform.messaging();
        this.failed = Counter.builder("testamur.status.lists.failed")
                .description("Status lists that could not be signed, and stayed as they were")
                .register(metrics);
    }

    /** Whether a list is to be published now, or has changes and was published in this window already. */
    private record Due(UUID list, boolean now) {}

    void start(@Observes StartupEvent event) {
        if (runs) {
            loop = work.start("status-lists", running -> publishDue());
        }
    }

    void wake() {
        Loop present = loop;
        if (present != null) {
            present.wake();
        }
    }

    /** After how long it looks again. */
    private Duration publishDue() {
        List<Due> due = due();
        due.stream().filter(Due::now).forEach(this::publish);
        boolean early = due.stream().anyMatch(list -> !list.now());
        return early ? settings.window().dividedBy(4) : settings.window();
    }

    private List<Due> due() {
        Instant now = clock.instant();
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.list(
                        DUE,
                        row -> new Due(row.getObject(1, UUID.class), row.getBoolean(2)),
                        now.minus(settings.window()),
                        now,
                        now.plus(settings.validity().dividedBy(2)),
                        now));
    }

    private void publish(Due due) {
        Heartbeat.beatCurrent();
        try {
            TraceSpan span = traces.root("publish status list", SpanKind.INTERNAL, null);
            span.attribute("testamur.status.list", due.list().toString());
            span.run(() -> QuarkusTransaction.requiringNew().run(() -> publish.ifStillDue(due.list())));
        } catch (RuntimeException e) {
            failed.increment();
            LOG.warnf("the status list %s stays as it is and is tried again: %s", due.list(), e.getMessage());
            LOG.debug("a status list is not published", e);
        }
    }
}
