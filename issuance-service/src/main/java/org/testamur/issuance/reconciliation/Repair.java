package org.testamur.issuance.reconciliation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.testamur.issuance.result.DecideAgain;
import org.testamur.platform.consumer.Consumers;
import org.testamur.platform.consumer.MissingReference;
import org.testamur.platform.operations.FactSource;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;

/**
 * Repairs mismatches that need no person's judgement. It decides again on passes without a credential, each in a
 * transaction of its own. It retries dead letters and republishes facts. It revokes nothing.
 */
@ApplicationScoped
class Repair {

    private static final Logger LOG = Logger.getLogger(Repair.class);
    private static final String RESULTS = "issuance.results";
    private static final int MOST_PASSES = 1_000;
    private static final int PASSES_PER_LOOK = 200;
    private static final int FACTS_PER_TRANSACTION = 200;

    private final Findings findings;
    private final DecideAgain decideAgain;
    private final Consumers consumers;
    private final FactSource credentials;
    private final Outbox outbox;
    private final Sql sql;
    private final MeterRegistry metrics;

    Repair(
            Findings findings,
            DecideAgain decideAgain,
            Consumers consumers,
            @All List<FactSource> sources,
            Outbox outbox,
            Sql sql,
            MeterRegistry metrics) {
        this.findings = findings;
        this.decideAgain = decideAgain;
        this.consumers = consumers;
        this.credentials = sources.stream()
                .filter(source -> source.topic().equals("issuance.credentials"))
                .findFirst()
                .orElseThrow();
        this.outbox = outbox;
        this.sql = sql;
        this.metrics = metrics;
    }

    private enum RepairOutcome {
        REPAIRED,
        REDRIVEN,
        WAITING,
        REFUSED,
        FAILED
    }

    @ActivateRequestContext
    RepairView run(Period period, boolean republish) {
        int[] counts = new int[RepairOutcome.values().length];
        List<Finding> left = new ArrayList<>();
        Optional<UUID> after = Optional.empty();
        int looked = 0;
        boolean more = true;
        while (more && looked < MOST_PASSES) {
            Optional<UUID> last = after;
            List<Finding> part = QuarkusTransaction.requiringNew()
                    .call(() ->
                            findings.list(MismatchKind.PASSES_WITHOUT_CREDENTIAL, period, null, last, PASSES_PER_LOOK));
            for (Finding finding : part) {
                RepairOutcome outcome = Access.system(finding.institutionId()).call(() -> pass(finding, period));
                counts[outcome.ordinal()]++;
                Counter.builder("testamur.reconciliation.repairs")
                        .description("Findings of reconciliation that a repair looked at, by what became of them")
                        .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                        .register(metrics)
                        .increment();
                if (outcome != RepairOutcome.REPAIRED && outcome != RepairOutcome.REDRIVEN) {
                    left.add(finding);
                }
            }
            looked += part.size();
            more = part.size() == PASSES_PER_LOOK;
            after = part.isEmpty() ? after : Optional.of(part.getLast().enrolmentId());
        }
        long republished = republish ? republish(period) : 0;
        return new RepairView(
                counts[RepairOutcome.REPAIRED.ordinal()],
                counts[RepairOutcome.REDRIVEN.ordinal()],
                counts[RepairOutcome.WAITING.ordinal()],
                counts[RepairOutcome.REFUSED.ordinal()],
                counts[RepairOutcome.FAILED.ordinal()],
                republished,
                more,
                left.stream().limit(200).toList());
    }

    private RepairOutcome pass(Finding found, Period period) {
        try {
            // Once more, and for this one alone: meanwhile it may have been repaired.
            Optional<Finding> still = look(found.enrolmentId(), period);
            if (still.isEmpty()) {
                return RepairOutcome.REPAIRED;
            }
            if (still.get().reasonCode().equals("dead-letter")) {
                return consumers.redrive(RESULTS, found.enrolmentId().toString()) > 0
                        ? RepairOutcome.REDRIVEN
                        : RepairOutcome.WAITING;
            }
            if (isParked(found.enrolmentId())) {
                return RepairOutcome.WAITING;
            }
            String fact = QuarkusTransaction.requiringNew().call(() -> {
                decideAgain.reopen(
                        found.enrolmentId(),
                        still.get().revision() == null ? 0 : still.get().revision());
                return sql.first(
                                "select fact from result_told where enrolment_id = ?",
                                row -> row.getString(1),
                                found.enrolmentId())
                        .orElseThrow();
            });
            decideAgain.on(fact);
            return look(found.enrolmentId(), period).isEmpty() ? RepairOutcome.REPAIRED : RepairOutcome.REFUSED;
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof MissingReference) {
                    return RepairOutcome.WAITING;
                }
            }
            LOG.errorf(e, "the pass of the enrolment %s cannot be decided again", found.enrolmentId());
            return RepairOutcome.FAILED;
        }
    }

    private Optional<Finding> look(UUID enrolment, Period period) {
        return QuarkusTransaction.requiringNew()
                .call(() ->
                        findings
                                .list(MismatchKind.PASSES_WITHOUT_CREDENTIAL, period, enrolment, Optional.empty(), 1)
                                .stream()
                                .findFirst());
    }

    private boolean isParked(UUID enrolment) {
        return QuarkusTransaction.requiringNew()
                .call(() -> sql.first(
                                "select 1 from parked_event where consumer = ? and key = ?",
                                row -> row.getInt(1),
                                RESULTS,
                                enrolment.toString())
                        .isPresent());
    }

    private long republish(Period period) {
        long told = 0;
        UUID after = new UUID(0, 0);
        while (true) {
            UUID last = after;
            List<UUID> part = QuarkusTransaction.requiringNew().call(() -> {
                List<UUID> ids = sql.list(
                        "select id from credential where id > ? and issued_at >= ? and issued_at < ? order by id limit ?",
                        row -> row.getObject(1, UUID.class),
                        last,
                        period.from(),
                        period.to(),
                        FACTS_PER_TRANSACTION);
                outbox.appendAll(ids.stream()
                        .flatMap(id -> credentials.fact(id).stream())
                        .toList());
                return ids;
            });
            told += part.size();
            if (part.size() < FACTS_PER_TRANSACTION) {
                return told;
            }
            after = part.getLast();
        }
    }
}
