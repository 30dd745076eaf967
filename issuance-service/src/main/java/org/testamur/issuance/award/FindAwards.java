package org.testamur.issuance.award;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.enrolment.Enrolments;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Refusal;

/** Tells staff and learners where the awards that are theirs stand; what is not theirs, the database does not show. */
@ApplicationScoped
class FindAwards {

    private final Awards awards;
    private final Enrolments enrolments;

    FindAwards(Awards awards, Enrolments enrolments) {
        this.awards = awards;
        this.enrolments = enrolments;
    }

    /** Also outside of a request: streams look from threads of their own. */
    @Transactional
    @ActivateRequestContext
    AwardView one(UUID enrolment) {
        return awards.findByIdOptional(enrolment)
                .map(Award::view)
                .or(() -> enrolments.find(enrolment).map(AwardView::none))
                .orElseThrow(() -> Refusal.notFound("enrolment", "No enrolment of yours has this id."));
    }

    @Transactional
    Page<AwardView> list(
            @Nullable UUID learner, @Nullable UUID microCredential, @Nullable String state, PageRequest request) {
        Awards.Filter filter = new Awards.Filter(learner, microCredential, state(state));
        return Page.of(
                awards.list(filter, request.after(), request.limit()).stream()
                        .map(Award::view)
                        .toList(),
                request,
                AwardView::enrolmentId);
    }

    private static Award.@Nullable State state(@Nullable String shown) {
        if (shown == null || shown.isEmpty()) {
            return null;
        }
        return Arrays.stream(Award.State.values())
                .filter(state -> state.shown().equals(shown))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "query:state",
                        Arrays.stream(Award.State.values())
                                .map(Award.State::shown)
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }
}
