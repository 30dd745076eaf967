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
 * Holds a part of a list.
 *
 * @param next the cursor of the next part; absent at the end
 * @param total how many items the whole list has, as far as they are counted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(
        List<T> items,

        @Schema(description = "Pass it as cursor to go on; absent at the end.") @Nullable
        String next,

        @Schema(description = "How many items the whole list has, 10,000 at the most. Absent unless count=true.")
        @Nullable
        Long total,

        @Schema(description = "false: there are more than total says. Absent unless count=true.") @Nullable
        Boolean totalIsExact) {

    private static final int MOST_COUNTED = 10_000;

    public Page(List<T> items, @Nullable String next) {
        this(items, next, null, null);
    }

    /** Counts rows of a list, up to a number of them. */
    @FunctionalInterface
    public interface Count {
        long upTo(int most);
    }

    /** From one item more than was asked for, which tells whether there is a next part. */
    public static <T> Page<T> of(List<T> oneMore, PageRequest request, Function<T, UUID> id) {
        if (oneMore.size() <= request.limit()) {
            return new Page<>(List.copyOf(oneMore), null);
        }
        List<T> items = List.copyOf(oneMore.subList(0, request.limit()));
        return new Page<>(items, PageRequest.cursor(id.apply(items.getLast())));
    }

    /** The same of a list whose order is not that of ids: the place of an item in it is a text. */
    public static <T> Page<T> ofTexts(List<T> oneMore, PageRequest request, Function<T, String> place) {
        if (oneMore.size() <= request.limit()) {
            return new Page<>(List.copyOf(oneMore), null);
        }
        List<T> items = List.copyOf(oneMore.subList(0, request.limit()));
        return new Page<>(items, PageRequest.cursor(place.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<? super T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next, total, totalIsExact);
    }

    /** The same part with these items in the place of its own. */
    public <R> Page<R> with(List<R> views) {
        return new Page<>(views, next, total, totalIsExact);
    }

    /** With the number of items in the whole list, if the request asks for it. */
    public Page<T> counted(PageRequest request, Count count) {
        if (!request.isCounted()) {
            return this;
        }
        long counted = count.upTo(MOST_COUNTED + 1);
        return new Page<>(items, next, Math.min(counted, MOST_COUNTED), counted <= MOST_COUNTED);
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
