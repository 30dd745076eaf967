package org.testamur.assessment.result;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.Enrolment;
import org.testamur.assessment.reference.LearnerStatus;
import org.testamur.assessment.reference.Marks;
import org.testamur.assessment.reference.References;
import org.testamur.platform.problem.Fault;

/**
 * Records many results at once, by the rules of {@link RecordResult} and in the caller's transaction. What is wrong with
 * one row is the outcome of that row.
 */
@ApplicationScoped
public class RecordResults {

    private final References references;
    private final Results results;
    private final Clock clock;
    private final MeterRegistry metrics;

    RecordResults(References references, Results results, Clock clock, MeterRegistry metrics) {
        this.references = references;
        this.results = results;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * A batch that rows come from.
     *
     * @param submittedBy the log-in that is answerable for the results
     */
    public record Source(UUID id, UUID institution, String submittedBy, int rows) {}

    /** In the order of the claims, whose enrolments are distinct. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<RowOutcome> record(Source source, List<RowClaim> claims) {
        Chunk chunk = chunk(source, claims);
        List<RowOutcome> outcomes = claims.stream().map(chunk::one).toList();
        results.revisedAll(chunk.revised);
        outcomes.stream()
                .filter(RowOutcome.Recorded.class::isInstance)
                .map(RowOutcome.Recorded.class::cast)
                .collect(Collectors.groupingBy(RowOutcome.Recorded::outcome, Collectors.counting()))
                .forEach((outcome, count) -> Counter.builder("testamur.results.revised")
                        .description("Revisions of results, by what changed and the outcome since")
                        .tag("change", "batch")
                        .tag("outcome", outcome.text())
                        .register(metrics)
                        .increment(count));
        return outcomes;
    }

    private Chunk chunk(Source source, List<RowClaim> claims) {
        List<UUID> ids = claims.stream().map(RowClaim::enrolmentId).toList();
        Map<UUID, Enrolment> enrolments = references.lockedEnrolments(ids);
        List<UUID> learners = enrolments.values().stream()
                .flatMap(enrolment -> enrolment.learnerId().stream())
                .distinct()
                .toList();
        return new Chunk(
                source,
                enrolments,
                references.learners(learners),
                results.of(enrolments.keySet()),
                references.timeZone(source.institution()),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** What the rows of one transaction refer to, and what became of them. */
    private final class Chunk {

        private final Source source;
        private final Map<UUID, Enrolment> enrolments;
        private final Map<UUID, LearnerStatus> learners;
        private final Map<UUID, Result> present;
        private final Optional<ZoneId> zone;
        private final Instant now;
        private final Map<List<Object>, Optional<Marks>> marks = new HashMap<>();
        private final List<Result> revised = new ArrayList<>();

        Chunk(
                Source source,
                Map<UUID, Enrolment> enrolments,
                Map<UUID, LearnerStatus> learners,
                Map<UUID, Result> present,
                Optional<ZoneId> zone,
                Instant now) {
            this.source = source;
            this.enrolments = enrolments;
            this.learners = learners;
            this.present = present;
            this.zone = zone;
            this.now = now;
        }

        RowOutcome one(RowClaim row) {
            Enrolment enrolment = enrolments.get(row.enrolmentId());
            if (enrolment == null) {
                return new RowOutcome.NotYet(
                        row.row(), "unknown-enrolment", "No enrolment of this institution has this id.");
            }
            if (enrolment.learnerId().isEmpty()) {
                return erased(row);
            }
            UUID learner = enrolment.learnerId().orElseThrow();
            return switch (Objects.requireNonNull(learners.get(learner))) {
                case LearnerStatus.Erased() -> erased(row);
                case LearnerStatus.NotHereYet() -> notHere(row, "learner");
                case LearnerStatus.Known known -> {
                    if (ResultPolicy.isOwnWork(source.submittedBy(), known.logins())) {
                        yield failed(row, "own-enrolment", "Nobody records a result on an enrolment of their own.");
                    }
                    if (enrolment.state() == Enrolment.State.WITHDRAWN) {
                        yield failed(row, "enrolment-withdrawn", "The learner has withdrawn from this enrolment.");
                    }
                    if (enrolment.state() == Enrolment.State.UNKNOWN) {
                        yield failed(row, "enrolment-not-active", Enrolment.NOT_ACTIVE);
                    }
                    Optional<Marks> yardstick = marks(enrolment);
                    if (yardstick.isEmpty() || zone.isEmpty()) {
                        yield notHere(row, "micro-credential");
                    }
                    yield found(row, enrolment, learner, yardstick.get(), zone.get());
                }
            };
        }

        private RowOutcome found(RowClaim row, Enrolment enrolment, UUID learner, Marks yardstick, ZoneId place) {
            List<Fault> faults = ResultPolicy.faults(
                    row.claim(),
                    yardstick,
                    LocalDate.ofInstant(enrolment.enrolledAt(), place),
                    LocalDate.ofInstant(now, place));
            if (!faults.isEmpty()) {
                return failed(
                        row,
                        "invalid",
                        faults.stream()
                                .map(fault -> fault.pointer().substring(1) + " " + fault.detail())
                                .collect(Collectors.joining("; ")));
            }
            Finding finding = ResultPolicy.finding(row.claim());
            Result result = present.get(row.enrolmentId());
            if (result == null && row.revision() != null) {
                return failed(row, "no-result", "There is no result yet: leave out the revision.");
            }
            if (result != null) {
                if (ResultPolicy.repeats(finding, result.finding(), result.outcome())) {
                    return new RowOutcome.Unchanged(row.row());
                }
                Optional<RowOutcome> conflict = conflict(row, result, row.revision());
                if (conflict.isPresent()) {
                    return conflict.get();
                }
                result.correct(finding, now, source.submittedBy());
            } else {
                result = new Result(enrolment, learner, yardstick, finding, now, source.submittedBy());
            }
            revised.add(result.from(new BatchPlace(source.id(), row.row(), source.rows())));
            return new RowOutcome.Recorded(row.row(), result.outcome());
        }

        private Optional<RowOutcome> conflict(RowClaim row, Result result, @Nullable Long revision) {
            if (revision == null) {
                return Optional.of(failed(
                        row,
                        "result-exists",
                        "Another result is recorded, at revision " + result.revision()
                                + ": name the revision to correct it."));
            }
            return revision == result.revision()
                    ? Optional.empty()
                    : Optional.of(failed(
                            row, "changed-meanwhile", "The result is at revision " + result.revision() + " now."));
        }

        private Optional<Marks> marks(Enrolment enrolment) {
            return marks.computeIfAbsent(
                    List.of(enrolment.microCredentialId(), enrolment.microCredentialVersion()),
                    version -> references.marks(enrolment.microCredentialId(), enrolment.microCredentialVersion()));
        }

        private RowOutcome erased(RowClaim row) {
            return failed(row, "learner-erased", "The learner was erased.");
        }

        private RowOutcome failed(RowClaim row, String code, String reason) {
            return new RowOutcome.Failed(row.row(), code, reason);
        }

        private RowOutcome notHere(RowClaim row, String what) {
            return new RowOutcome.NotYet(
                    row.row(), what + "-not-here-yet", "The " + what + " of this enrolment has not arrived here.");
        }
    }
}
