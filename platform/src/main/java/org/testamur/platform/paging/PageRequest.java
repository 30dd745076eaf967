package org.testamur.platform.paging;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/**
 * Reads which part of a list is requested and whether the list is counted; the order is for a class below to read:
 * {@link ListRequest}, {@link RowRequest} or {@link UnsortedRequest}. Every list takes one of them.
 */
public abstract class PageRequest {

    private static final int MOST = 200;

    @QueryParam("limit")
    @DefaultValue("50")
    @Parameter(
            description = "How many items at the most, 1 to 200.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"),
            example = "50")
    String limit = "50";

    @QueryParam("cursor")
    @Parameter(description = "Where to go on: the value of next in the page before.")
    @Nullable
    String cursor;

    @QueryParam("count")
    @DefaultValue("false")
    @Parameter(
            description = "true: the answer has the number of items in the whole list as total, counted to 10,000.",
            schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    String count = "false";

    public int limit() {
        return limit(limit, MOST);
    }

    /**
     * Reads the query parameter limit.
     *
     * @throws Refusal 400 unless it is a whole number from 1 to this most
     */
    public static int limit(String text, int most) {
        int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (number < 1 || number > most) {
            throw Refusal.invalid("query:limit", String.format(Locale.ROOT, "must be from 1 to %,d", most));
        }
        return number;
    }

    boolean isCounted() {
        return switch (count) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw Refusal.invalid("query:count", "must be true or false");
        };
    }

    /** The id of the last item already seen. */
    public Optional<UUID> after() {
        return place().map(text -> {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                throw strangeCursor();
            }
        });
    }

    /** The place of the last item already seen, in a list whose order is not that of ids. */
    public Optional<String> place() {
        if (cursor == null || cursor.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw strangeCursor();
        }
    }

    /** Of a cursor that was made for another list or by somebody else. */
    public static Refusal strangeCursor() {
        return Refusal.invalid("query:cursor", "must be the value of next in the page before");
    }

    static String cursor(UUID last) {
        return cursor(last.toString());
    }

    static String cursor(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }
}
