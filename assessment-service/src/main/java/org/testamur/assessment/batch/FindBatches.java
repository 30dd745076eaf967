package org.testamur.assessment.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.RowRequest;
import org.testamur.platform.problem.Refusal;

/** Shows an institution where its batches stand; what is not its own, the database does not show. */
@ApplicationScoped
class FindBatches {

    private final Batches batches;

    FindBatches(Batches batches) {
        this.batches = batches;
    }

    /** Also outside of a request: streams look from threads of their own. */
    @Transactional
    @ActivateRequestContext
    BatchView one(UUID id) {
        return batches.find(id).orElseThrow(FindBatches::notFound);
    }

    @Transactional
    Page<BatchView> list(ListRequest request) {
        return Page.of(batches.page(request), request, BatchView::id).counted(request, batches::count);
    }

    @Transactional
    Page<BatchRowView> rows(UUID batch, @Nullable String state, RowRequest request) {
        one(batch);
        Batches.RowState wanted = state(state);
        return Page.of(batches.rows(batch, wanted, request), request, row -> RowRequest.place(row.row()))
                .counted(request, most -> batches.countRows(batch, wanted, most));
    }

    private static Batches.@Nullable RowState state(@Nullable String shown) {
        if (shown == null || shown.isEmpty()) {
            return null;
        }
        return Arrays.stream(Batches.RowState.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(shown))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "query:state",
                        Arrays.stream(Batches.RowState.values())
                                .map(state -> state.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ", "must be one of ", ""))));
    }

    static Refusal notFound() {
        return Refusal.notFound("result-batch", "No batch of this institution has this id.");
    }
}
