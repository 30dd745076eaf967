package org.testamur.assessment.result;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.rest.EntityVersion;
import org.testamur.platform.tenancy.Caller;

/** Takes a result back; a later finding is a correction of it. */
@ApplicationScoped
public class WithdrawResult {

    private final OpenEnrolment enrolments;
    private final Results results;
    private final Caller caller;
    private final Clock clock;
    private final MeterRegistry metrics;

    WithdrawResult(OpenEnrolment enrolments, Results results, Caller caller, Clock clock, MeterRegistry metrics) {
        this.enrolments = enrolments;
        this.results = results;
        this.caller = caller;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** Also on an enrolment that is withdrawn: a wrong result is wrong there too. */
    @Transactional
    public ResultView withdraw(UUID enrolmentId, String reason, @Nullable String ifMatch) {
        OpenEnrolment.LockedEnrolment open = enrolments.forCaller(enrolmentId);
        Result result = results.findById(enrolmentId);
        if (result == null) {
            throw ReadResults.notFound(enrolmentId);
        }
        EntityVersion.requireMatch(ifMatch, result.revision());
        if (result.outcome() == Outcome.WITHDRAWN) {
            throw Refusal.conflict("already-withdrawn", "The result is withdrawn already.");
        }
        result.withdraw(reason, clock.instant().truncatedTo(ChronoUnit.MILLIS), caller.login());
        results.revised(result);
        Counter.builder("testamur.results.revised")
                .description("Revisions of results, by what changed and the outcome since")
                .tag("change", "withdrawn")
                .tag("outcome", "withdrawn")
                .register(metrics)
                .increment();
        return ResultView.of(result, open.logins());
    }
}
