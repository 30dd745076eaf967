package org.testamur.platform.paging;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the next part; absent at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        List<T> items,

        @Schema(description = "Pass it as cursor to go on; absent at the end.") @Nullable
        String next) {

    /** From one item more than was asked for, which tells whether there is a next part. */
    public static <T> Page<T> of(List<T> oneMore, PageRequest request, Function<T, UUID> id) {
        if (oneMore.size() <= request.limit()) {
            return new Page<>(List.copyOf(oneMore), null);
        }
        List<T> items = List.copyOf(oneMore.subList(0, request.limit()));
        return new Page<>(items, PageRequest.cursor(id.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<? super T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }

    /** Answers with a {@code Link} to the next part (RFC 8288). */
    public RestResponse<Page<T>> response(UriInfo uri) {
        RestResponse.ResponseBuilder<Page<T>> response = RestResponse.ResponseBuilder.ok(this);
        if (next != null) {
            response.links(Link.fromUri(uri.getRequestUriBuilder()
                            .replaceQueryParam("cursor", next)
                            .build())
                    .rel("next")
                    .build());
        }
        return response.build();
    }
}
