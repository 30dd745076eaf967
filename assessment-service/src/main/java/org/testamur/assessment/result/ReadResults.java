package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Refusal;

/** Shows results to staff and to the learners they are about. */
@ApplicationScoped
class ReadResults {

    private final Results results;

    ReadResults(Results results) {
        this.results = results;
    }

    @Transactional
    ResultView forStaff(UUID enrolmentId) {
        return ResultView.of(standing(enrolmentId));
    }

    @Transactional
    List<ResultRevisionView> history(UUID enrolmentId) {
        standing(enrolmentId);
        return results.revisions(enrolmentId).stream().map(ResultRevision::view).toList();
    }

    @Transactional
    Page<ResultView> forStaff(ResultFilter filter, PageRequest page) {
        return list(filter, page).map(ResultView::of);
    }

    @Transactional
    ResultView forLearner(UUID learnerId, UUID enrolmentId) {
        return results.findByIdOptional(enrolmentId)
                .filter(result -> !result.isErased() && result.learnerId().equals(learnerId))
                .map(ResultView::forLearner)
                .orElseThrow(() -> notFound(enrolmentId));
    }

    @Transactional
    Page<ResultView> forLearner(ResultFilter filter, PageRequest page) {
        return list(filter, page).map(ResultView::forLearner);
    }

    private Page<Result> list(ResultFilter filter, PageRequest page) {
        return Page.of(results.newestFirst(filter, page.after(), page.limit() + 1), page, Result::enrolmentId);
    }

    private Result standing(UUID enrolmentId) {
        Result result = results.findByIdOptional(enrolmentId).orElseThrow(() -> notFound(enrolmentId));
        if (result.isErased()) {
            throw OpenEnrolment.erased();
        }
        return result;
    }

    static Refusal notFound(UUID enrolmentId) {
        return Refusal.notFound("result", "No result is recorded for the enrolment " + enrolmentId + ".");
    }
}
