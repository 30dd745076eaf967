package org.testamur.platform.paging;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.testamur.platform.problem.Refusal;

/** Which part of a list is asked for, and whether the list is counted; the order is for a class below to say. */
public abstract class CountedRequest extends PageRequest {

    @QueryParam("count")
    @DefaultValue("false")
    @Parameter(
            description = "true: the answer says in total how many items the whole list has, to 10,000.",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    String count = "false";

    boolean isCounted() {
        return switch (count) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw Refusal.invalid("query:count", "must be true or false");
        };
    }
}
