package org.testamur.catalog.organisation;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.ListRequest;
import org.testamur.platform.problem.Refusal;

/** Reads which organisations are asked for; use as a {@code @BeanParam}. */
public class OrganisationRequest extends ListRequest {

    @QueryParam("slug")
    @Parameter(description = "Only the one with this short name: a list of one, or of none.", example = "northfield")
    @Nullable
    String slug;

    Optional<String> slug() {
        if (slug == null || slug.isBlank()) {
            return Optional.empty();
        }
        if (!slug.matches(Slug.SHAPE)) {
            throw Refusal.invalid("query:slug", Slug.EXPECTED);
        }
        return Optional.of(slug);
    }
}
