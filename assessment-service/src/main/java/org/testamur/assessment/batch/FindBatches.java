package org.testamur.assessment.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.Page;
import org.testamur.platform.paging.PageRequest;
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
    Page<BatchView> list(PageRequest request) {
        return Page.of(batches.newestFirst(request.after(), request.limit() + 1), request, BatchView::id);
    }

    /** The cursor of rows is their number, in the form of an id. */
    @Transactional
    Page<BatchRowView> rows(UUID batch, @Nullable String state, PageRequest request) {
        one(batch);
        long after = request.after().map(UUID::getLeastSignificantBits).orElse(0L);
        return Page.of(
                batches.rows(batch, state(state), after, request.limit() + 1), request, row -> new UUID(0, row.row()));
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
