package org.testamur.issuance.key.compromise;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.UnsortedRequest;
import org.testamur.platform.problem.Refusal;

/** Reports on compromises. */
@ApplicationScoped
class FindCompromise {

    private static final int FAILURES_SHOWN = 100;

    private final Compromises compromises;

    FindCompromise(Compromises compromises) {
        this.compromises = compromises;
    }

    @Transactional
    CompromiseView one(UUID id) {
        return view(known(id));
    }

    @Transactional
    Page<CompromiseView> list(ListRequest page) {
        return Page.of(compromises.page(page), page, Compromise::id)
                .counted(page, compromises::count)
                .map(this::view);
    }

    @Transactional
    Page<CompromiseView.OutcomeView> outcomes(UUID id, @Nullable String kind, UnsortedRequest page) {
        Compromise compromise = known(id);
        if (kind != null
                && Arrays.stream(Compromises.OutcomeKind.values())
                        .noneMatch(known -> known.shown().equals(kind))) {
            throw Refusal.invalid("query:outcome", "must be reissued, revoked, ended or failed");
        }
        List<Compromises.ReplacementOutcome> outcomes =
                compromises.outcomes(compromise.id(), kind, page.after().orElse(null), page.limit() + 1);
        return Page.of(outcomes, page, Compromises.ReplacementOutcome::credential)
                .counted(page, most -> compromises.countOutcomes(compromise.id(), kind, most))
                .map(CompromiseView.OutcomeView::of);
    }

    /** What failed is tried again. */
    @Transactional
    CompromiseView again(UUID id) {
        compromises.again(known(id).id());
        return view(known(id));
    }

    private CompromiseView view(Compromise compromise) {
        return CompromiseView.of(
                compromise,
                compromises.counts(compromise.id()),
                compromises.outcomes(compromise.id(), "failed", null, FAILURES_SHOWN));
    }

    private Compromise known(UUID id) {
        return compromises
                .find(id)
                .orElseThrow(() -> Refusal.notFound("key-compromise", "No compromise of a key of yours has this id."));
    }
}
