package org.testamur.platform.paging;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * Which part of numbered rows is asked for, in which order; use as a {@code @BeanParam}. Without {@code sort} the first
 * row is first. The cursor is a row's number in the form of an id.
 */
public class RowRequest extends PageRequest {

    @QueryParam("sort")
    @DefaultValue("oldest")
    @Parameter(
            description = "The order: oldest is the order of the rows, newest its reverse. Keep it while you follow a"
                    + " cursor.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"oldest", "newest"},
                            defaultValue = "oldest"))
    String sort = "oldest";

    /** The number of the last row already seen; before the first page a number that is beyond none. */
    public long afterRow() {
        return after().map(UUID::getLeastSignificantBits).orElse(ListRequest.isOldestFirst(sort) ? 0L : Long.MAX_VALUE);
    }

    /** The place of a row in the list. */
    public static UUID place(long row) {
        return new UUID(0, row);
    }

    /** How the number of a row compares with that of the row before it. */
    public String beyond() {
        return ListRequest.isOldestFirst(sort) ? ">" : "<";
    }

    /** The direction of the rows' numbers, for {@code order by}. */
    public String direction() {
        return ListRequest.isOldestFirst(sort) ? "asc" : "desc";
    }
}
