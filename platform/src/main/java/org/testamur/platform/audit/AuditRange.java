package org.testamur.platform.audit;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.paging.PageRequest;
import org.testamur.platform.problem.Refusal;

/** Reads which part of the audit log is asked for; use as a {@code @BeanParam}. */
public class AuditRange {

    private static final int MOST = 10_000;
    private static final Duration ONE_DAY = Duration.ofDays(1);

    @QueryParam("from")
    @Parameter(
            description = "The first instant of it; a day before to, when absent.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2026-11-01T00:00:00Z")
    @Nullable
    String from;

    @QueryParam("to")
    @Parameter(
            description = "The first instant after it; now, when absent. Keep it while you follow a cursor.",
            schema = @Schema(type = SchemaType.STRING, format = "date-time"),
            example = "2026-12-01T00:00:00Z")
    @Nullable
    String to;

    @QueryParam("limit")
    @DefaultValue("1000")
    @Parameter(
            description = "How many entries at the most, 1 to 10,000.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "10000", defaultValue = "1000"),
            example = "1000")
    String limit = "1000";

    @QueryParam("cursor")
    @Parameter(description = "Where to go on: from the Link to the next part.")
    @Nullable
    String cursor;

    int limit() {
        return PageRequest.limit(limit, MOST);
    }

    Instant to(Instant now) {
        return to == null ? now : instant("to", to);
    }

    /** The first entry that is asked for. */
    AuditStore.Place from(Instant end) {
        if (cursor != null && !cursor.isEmpty()) {
            return place(cursor);
        }
        Instant begin = from == null ? end.minus(ONE_DAY) : instant("from", from);
        if (begin.isAfter(end)) {
            throw Refusal.invalid("query:from", "must not be after to");
        }
        return new AuditStore.Place(begin, null);
    }

    /** Where the part that ends with an entry goes on. */
    static String cursor(AuditEntryView last) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((last.at() + "/" + last.id()).getBytes(StandardCharsets.UTF_8));
    }

    private static AuditStore.Place place(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("/", -1);
            if (parts.length == 2) {
                return new AuditStore.Place(bounded(Instant.parse(parts[0])), UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            // Said below.
        }
        throw PageRequest.strangeCursor();
    }

    private static Instant instant(String name, String text) {
        try {
            return bounded(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw Refusal.invalid("query:" + name, "must be an instant such as 2026-11-01T00:00:00Z");
        }
    }

    /** To years that the database knows as well. */
    private static Instant bounded(Instant instant) {
        if (instant.isBefore(Instant.parse("0001-01-01T00:00:00Z"))
                || instant.isAfter(Instant.parse("9999-12-31T00:00:00Z"))) {
            throw new DateTimeException("far away");
        }
        return instant;
    }
}
