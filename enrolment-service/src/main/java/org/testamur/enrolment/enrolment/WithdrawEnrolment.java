package org.testamur.enrolment.enrolment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.rest.EntityVersion;

/** Ends an enrolment, once; asking again changes nothing. */
@ApplicationScoped
public class WithdrawEnrolment {

    private final Enrolments enrolments;
    private final ReadEnrolments read;
    private final Outbox outbox;
    private final MeterRegistry metrics;

    WithdrawEnrolment(Enrolments enrolments, ReadEnrolments read, Outbox outbox, MeterRegistry metrics) {
        this.enrolments = enrolments;
        this.read = read;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    @Transactional
    EnrolmentView ofOneself(UUID id, @Nullable String ifMatch) {
        return read.withoutPerson(withdraw(id, ifMatch));
    }

    @Transactional
    EnrolmentView byStaff(UUID id, @Nullable String ifMatch) {
        return read.withPerson(withdraw(id, ifMatch));
    }

    /**
     * Withdraws the active enrolments of a learner who is to be erased, in the caller's transaction. The rows stay:
     * they hold only ids, and the learner's id identifies nobody from then on.
     *
     * @return all the learner's enrolments, in any state
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<UUID> allOf(UUID learner) {
        List<Enrolment> all = enrolments.lockAllOf(learner);
        all.forEach(this::withdraw);
        return all.stream().map(Enrolment::id).toList();
    }

    private Enrolment withdraw(UUID id, @Nullable String ifMatch) {
        Enrolment enrolment = enrolments.lockOrRefuse(id);
        if (ifMatch != null) {
            EntityVersion.requireMatch(ifMatch, enrolment.version());
        }
        withdraw(enrolment);
        return enrolment;
    }

    private void withdraw(Enrolment enrolment) {
        if (enrolment.withdraw()) {
            enrolments.flush();
            outbox.append(EnrolmentFact.of(enrolment));
            Counter.builder("testamur.enrolments")
                    .description("Enrolments that were made and withdrawn")
                    .tag("fact", "withdrawn")
                    .register(metrics)
                    .increment();
        }
    }
}
