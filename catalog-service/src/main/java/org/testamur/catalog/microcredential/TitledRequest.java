package org.testamur.catalog.microcredential;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Refusal;

/** Which part of a list of micro-credentials is asked for, in which order; use as a {@code @BeanParam}. */
public class TitledRequest extends PageRequest {

    @QueryParam("sort")
    @DefaultValue("newest")
    @Parameter(
            description = "The order: newest or oldest first, or by title, whatever its case. Keep it while you follow"
                    + " a cursor.",
            schema =
                    @Schema(
                            type = SchemaType.STRING,
                            enumeration = {"newest", "oldest", "title"},
                            defaultValue = "newest"))
    String sort = "newest";

    /** What a list is sorted by. */
    enum Order {
        NEWEST,
        OLDEST,
        TITLE
    }

    /**
     * Where in a list by title an item stands.
     *
     * @param title in lower case
     */
    record Place(String title, UUID id) {

        /** From what {@link #text()} made; an id has 36 characters. */
        static Place of(String text) {
            try {
                return new Place(text.substring(36), UUID.fromString(text.substring(0, 36)));
            } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
                throw strangeCursor();
            }
        }

        String text() {
            return id + title;
        }
    }

    Order order() {
        return switch (sort) {
            case "newest" -> Order.NEWEST;
            case "oldest" -> Order.OLDEST;
            case "title" -> Order.TITLE;
            default -> throw Refusal.invalid("query:sort", "must be newest, oldest or title");
        };
    }

    static String lowered(String title) {
        return title.toLowerCase(Locale.ROOT);
    }
}
