package org.testamur.platform.paging;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/** Which part of a list is asked for; use as a {@code @BeanParam}. Lists are sorted by id, newest first. */
public class PageRequest {

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

    public int limit() {
        int number = limit.matches("[0-9]{1,9}") ? Integer.parseInt(limit) : 0;
        if (number < 1 || number > MOST) {
            throw Refusal.invalid("query:limit", "must be from 1 to " + MOST);
        }
        return number;
    }

    /** The id of the last item already seen. */
    public Optional<UUID> after() {
        if (cursor == null || cursor.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    UUID.fromString(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("query:cursor", "must be the value of next in the page before");
        }
    }

    static String cursor(UUID last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(last.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
