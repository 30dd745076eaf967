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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.assessment.reference.Enrolment;
import org.testamur.assessment.reference.Marks;
import org.testamur.assessment.reference.References;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.Caller;

/** Records what an assessor found: for the first time, again, or differently. The fact leaves by {@link Results}. */
@ApplicationScoped
public class RecordResult {

    private final OpenEnrolment enrolments;
    private final References references;
    private final Results results;
    private final Caller caller;
    private final Clock clock;
    private final MeterRegistry metrics;

    RecordResult(
            OpenEnrolment enrolments,
            References references,
            Results results,
            Caller caller,
            Clock clock,
            MeterRegistry metrics) {
        this.enrolments = enrolments;
        this.references = references;
        this.results = results;
        this.caller = caller;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @param first whether there was no result before */
    public record RecordedResult(ResultView result, boolean first) {}

    @Transactional
    public RecordedResult record(UUID enrolmentId, ResultClaim claim, @Nullable String ifMatch) {
        OpenEnrolment.LockedEnrolment open = enrolments.forCaller(enrolmentId);
        Enrolment enrolment = open.enrolment();
        if (enrolment.state() == Enrolment.State.WITHDRAWN) {
            throw Refusal.conflict("enrolment-withdrawn", "The learner has withdrawn from this enrolment.");
        }
        if (enrolment.state() == Enrolment.State.UNKNOWN) {
            throw Refusal.conflict("enrolment-not-active", Enrolment.NOT_ACTIVE);
        }
        Marks marks = references
                .marks(enrolment.microCredentialId(), enrolment.microCredentialVersion())
                .orElseThrow(() -> notHereYet("micro-credential"));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Finding finding = finding(claim, enrolment, marks, now);
        Result result = results.findById(enrolmentId);
        if (result == null) {
            if (ifMatch != null) {
                throw Refusal.of(
                        Refusal.Kind.PRECONDITION_FAILED, "no-result", "There is no result yet: leave out If-Match.");
            }
            result = new Result(enrolment, open.learnerId(), marks, finding, now, caller.login());
            return new RecordedResult(told(result, open), true);
        }
        if (ResultPolicy.repeats(finding, result.finding(), result.outcome())) {
            return new RecordedResult(ResultView.of(result, open.logins()), false);
        }
        EntityVersion.requireMatch(ifMatch, result.revision());
        result.correct(finding, now, caller.login());
        return new RecordedResult(told(result, open), false);
    }

    private Finding finding(ResultClaim claim, Enrolment enrolment, Marks marks, Instant now) {
        ZoneId zone = references.timeZone(enrolment.institutionId()).orElseThrow(() -> notHereYet("institution"));
        LocalDate enrolledOn = LocalDate.ofInstant(enrolment.enrolledAt(), zone);
        List<Fault> faults = ResultPolicy.faults(claim, marks, enrolledOn, LocalDate.ofInstant(now, zone));
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return ResultPolicy.finding(claim);
    }

    private ResultView told(Result result, OpenEnrolment.LockedEnrolment open) {
        results.revised(result);
        Counter.builder("testamur.results.revised")
                .description("Revisions of results, by what changed and the outcome since")
                .tag("change", result.change().text())
                .tag("outcome", result.outcome().text())
                .register(metrics)
                .increment();
        return ResultView.of(result, open.logins());
    }

    private static Refusal notHereYet(String what) {
        return Refusal.of(
                Refusal.Kind.UNAVAILABLE,
                what + "-not-here-yet",
                "The " + what + " of this enrolment has not arrived here yet.");
    }
}
