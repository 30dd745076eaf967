package org.testamur.issuance.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.testamur.issuance.issuer.Issuers;
import org.testamur.issuance.reference.Achievements;
import org.testamur.issuance.reference.Enrolments;
import org.testamur.issuance.reference.Learners;

/** Gathers what results refer to, by at most four queries for one result as for many. */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
class GatherReferences {

    private final Issuers issuers;
    private final Learners learners;
    private final Enrolments enrolments;
    private final Achievements achievements;

    GatherReferences(Issuers issuers, Learners learners, Enrolments enrolments, Achievements achievements) {
        this.issuers = issuers;
        this.learners = learners;
        this.enrolments = enrolments;
        this.achievements = achievements;
    }

    References of(Result result) {
        return of(List.of(result));
    }

    /** @param results of one institution; only passes need more than their enrolments */
    References of(Collection<Result> results) {
        List<Result> passes = results.stream().filter(Result::isPassed).toList();
        Set<UUID> taken = each(results, Result::enrolmentId);
        if (passes.isEmpty()) {
            return new References(
                    Optional.empty(), Map.of(), taken.isEmpty() ? Map.of() : enrolments.find(taken), Map.of());
        }
        return new References(
                issuers.of(passes.getFirst().institutionId()).filter(issuer -> issuer.didDocument() != null),
                learners.find(each(passes, Result::learnerId)),
                enrolments.find(taken),
                achievements.versions(each(passes, Result::version)));
    }

    private static <T> Set<T> each(Collection<Result> results, Function<Result, T> what) {
        return results.stream().map(what).collect(Collectors.toCollection(HashSet::new));
    }
}
