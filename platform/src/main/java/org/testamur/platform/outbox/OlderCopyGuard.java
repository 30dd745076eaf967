package org.testamur.platform.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.DegradedStates;
import org.testamur.platform.kafka.KafkaClients;
import org.testamur.platform.outbox.CompareTopics.Comparison;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.DatabaseMigrations;
import org.testamur.platform.work.StartGate;
import org.testamur.platform.work.WorkKind;

/**
 * Keeps a service whose database is older than its own topics from issuing, telling and taking anything (ADR 18): the
 * gate opens only after a comparison, and only when the database has the migrations of this release. It looks once at start;
 * while broker or database do not answer, or migrations are missing, again and again.
 */
@ApplicationScoped
class OlderCopyGuard {

    static final String OLDER = "older-copy";
    static final String UNREAD = "own-topics-unread";
    static final String CUT = "own-topics-cut";

    private static final Logger LOG = Logger.getLogger(OlderCopyGuard.class);
    private static final int BEFORE_ALL_OTHERS = 100;
    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration NEVER = Duration.ofDays(1);

    private final PlatformConfig config;
    private final OlderCopyConfig settings;
    private final CompareTopics topics;
    private final DatabaseMigrations migrations;
    private final StartGate gate;
    private final DegradedStates states;
    private final BackgroundWork work;

    OlderCopyGuard(
            PlatformConfig config,
            OlderCopyConfig settings,
            AgroalDataSource dataSource,
            DatabaseMigrations migrations,
            KafkaClients clients,
            StartGate gate,
            DegradedStates states,
            BackgroundWork work) {
        this.config = config;
        this.settings = settings;
        this.topics = new CompareTopics(dataSource, new OwnTopics(clients, config.service()));
        this.migrations = migrations;
        this.gate = gate;
        this.states = states;
        this.work = work;
    }

    /** The first requests find the gate open, as a rule. */
    void start(@Observes @Priority(BEFORE_ALL_OTHERS) StartupEvent event) throws Exception {
        states.declare(OLDER);
        states.declare(UNREAD);
        states.declare(CUT);
        if (!WorkKind.PROBES.call(this::decides)) {
            work.startAtOnce(OLDER, WorkKind.PROBES, loop -> decides() ? NEVER : AGAIN);
        }
    }

    /** False when it must look again. */
    private boolean decides() throws InterruptedException {
        Comparison comparison;
        try {
            if (!migrations.areApplied()) {
                return false;
            }
            if (!config.messaging() || !settings.guard()) {
                states.end(UNREAD);
                gate.open();
                return true;
            }
            comparison = topics.compare();
        } catch (SQLException | KafkaException | IllegalStateException e) {
            states.begin(
                    UNREAD,
                    "The database is not compared with the service's own topics yet (" + e.getMessage()
                            + "): until then nothing is written, sent or taken. Reads go on.");
            return false;
        }
        states.end(UNREAD);
        if (!comparison.cut().isEmpty()) {
            states.begin(
                    CUT,
                    "Kafka has lost records that this database has sent: " + OwnTopics.names(comparison.cut())
                            + " end before them. Other services may lack them.");
        }
        switch (comparison.verdict()) {
            case TailPolicy.Current current -> gate.open();
            case TailPolicy.Crash crash -> {
                LOG.infof(
                        "%d records were sent by a relay that could not note it, and are sent again", crash.records());
                gate.open();
            }
            case TailPolicy.OlderCopy older ->
                states.begin(
                        OLDER,
                        "The database is an older copy: " + older.first().place() + " holds a record at offset "
                                + older.first().offset() + ", and this database has sent "
                                + (older.sent() < 0 ? "nothing there" : "up to " + older.sent())
                                + ". Nothing is issued, published, sent, taken or written; reads go on.");
        }
        return true;
    }
}
