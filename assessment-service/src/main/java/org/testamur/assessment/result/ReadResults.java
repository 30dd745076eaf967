package org.testamur.assessment.result;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.testamur.assessment.reference.Login;
import org.testamur.assessment.reference.References;
import org.testamur.assessment.reference.Summaries;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.problem.Refusal;
import org.testamur.platform.tenancy.Caller;

/**
 * Shows results to staff and to the learners they are about. Staff who are the learner themselves are shown what learners
 * are.
 */
@ApplicationScoped
public class ReadResults {

    private final Results results;
    private final References references;
    private final Summaries summaries;
    private final Caller caller;

    ReadResults(Results results, References references, Summaries summaries, Caller caller) {
        this.summaries = summaries;
        this.results = results;
        this.references = references;
        this.caller = caller;
    }

    @Transactional
    public ResultView forStaff(UUID enrolmentId) {
        return withLogins(List.of(currentResult(enrolmentId))).getFirst();
    }

    @Transactional
    public List<ResultRevisionView> history(UUID enrolmentId) {
        UUID learner = currentResult(enrolmentId).learnerId();
        Set<Login> logins = references.logins(Set.of(learner)).getOrDefault(learner, Set.of());
        boolean own = ResultPolicy.isOwn(callersLogin(), logins);
        return results.revisions(enrolmentId).stream()
                .map(revision -> own ? revision.viewForLearner() : revision.view(logins))
                .toList();
    }

    @Transactional
    public Page<ResultView> forStaff(ResultFilter filter, ListRequest page) {
        Page<Result> found = list(filter, page);
        return found.with(summed(found.items(), withLogins(found.items())));
    }

    @Transactional
    public ResultView forLearner(UUID learnerId, UUID enrolmentId) {
        return results.findByIdOptional(enrolmentId)
                .filter(result -> !result.isErased() && result.learnerId().equals(learnerId))
                .map(ResultView::forLearner)
                .orElseThrow(() -> notFound(enrolmentId));
    }

    @Transactional
    public Page<ResultView> forLearner(ResultFilter filter, ListRequest page) {
        Page<Result> found = list(filter, page);
        return found.with(summed(
                found.items(),
                found.items().stream().map(ResultView::forLearner).toList()));
    }

    /** The views with what pages show; whoever is not told who recorded a result is the learner and needs no name. */
    private List<ResultView> summed(List<Result> found, List<ResultView> views) {
        Map<Summaries.Key, Summaries.Summary> known =
                summaries.of(found.stream().map(ReadResults::key).toList());
        List<ResultView> summed = new ArrayList<>();
        for (int i = 0; i < views.size(); i++) {
            ResultView view = views.get(i);
            summed.add(view.with(known.get(key(found.get(i))), view.recordedBy() != null));
        }
        return summed;
    }

    private static Summaries.Key key(Result result) {
        return new Summaries.Key(
                result.microCredentialId(),
                result.microCredentialVersion(),
                result.institutionId(),
                result.learnerId());
    }

    private List<ResultView> withLogins(List<Result> found) {
        Map<UUID, Set<Login>> logins = references.logins(
                found.stream().map(Result::learnerId).distinct().toList());
        Login login = callersLogin();
        return found.stream()
                .map(result -> {
                    Set<Login> ofLearner = logins.getOrDefault(result.learnerId(), Set.of());
                    return ResultPolicy.isOwn(login, ofLearner)
                            ? ResultView.forLearner(result)
                            : ResultView.of(result, ofLearner);
                })
                .toList();
    }

    private Login callersLogin() {
        return new Login(caller.issuer(), caller.subject());
    }

    private Page<Result> list(ResultFilter filter, ListRequest page) {
        return Page.of(results.page(filter, page), page, Result::enrolmentId)
                .counted(page, most -> results.count(filter, most));
    }

    private Result currentResult(UUID enrolmentId) {
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
