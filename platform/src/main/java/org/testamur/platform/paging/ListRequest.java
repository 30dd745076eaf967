package org.testamur.platform.paging;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.testamur.platform.problem.Refusal;

/**
 * Which part of a list is asked for, in which order, and whether the list is counted; use as a {@code @BeanParam}. Ids
 * are UUIDv7, so that their order is that of creation.
 */
public class ListRequest extends PageRequest {

    @QueryParam("sort")
    @DefaultValue("newest")
    @Parameter(
            description = "The order: newest or oldest first. Keep it while you follow a cursor.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"newest", "oldest"},
                            defaultValue = "newest"))
    String sort = "newest";

    public boolean isOldestFirst() {
        return isOldestFirst(sort);
    }

    static boolean isOldestFirst(String sort) {
        return switch (sort) {
            case "newest" -> false;
            case "oldest" -> true;
            default -> throw Refusal.invalid("query:sort", "must be newest or oldest");
        };
    }

    /** How the id of an item compares with that of the item before it. */
    public String beyond() {
        return isOldestFirst() ? ">" : "<";
    }

    /** The direction of a list's ids, for {@code order by}. */
    public String direction() {
        return isOldestFirst() ? "asc" : "desc";
    }
}
