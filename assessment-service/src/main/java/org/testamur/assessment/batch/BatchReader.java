package org.testamur.assessment.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.problem.Refusal;

/** Reads a batch and refuses it as a whole, each faulty row and field by name, unless all rows are in form. */
@ApplicationScoped
class BatchReader {

    static final String CSV = "text/csv";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BatchConfig config;

    BatchReader(BatchConfig config) {
        this.config = config;
    }

    RowReader read(byte[] body, @Nullable MediaType type) {
        String named = type == null ? "" : (type.getType() + "/" + type.getSubtype()).toLowerCase(Locale.ROOT);
        return switch (named) {
            case CSV -> read(body, true, config.rows());
            case MediaType.APPLICATION_JSON -> read(body, false, config.rows());
            default ->
                throw Refusal.of(
                        Refusal.Kind.UNSUPPORTED_MEDIA,
                        "media-type",
                        "Content-Type must be " + MediaType.APPLICATION_JSON + " or " + CSV + ".");
        };
    }

    static RowReader read(byte[] body, boolean csv, int mostRows) {
        RowFaults faults = new RowFaults();
        RowReader rows = new RowReader(faults);
        if (csv) {
            BatchCsv.read(body, mostRows, rows, faults);
        } else {
            BatchJson.read(text(body), mostRows, rows, faults);
        }
        faults.refuseIfAny();
        if (rows.count() == 0) {
            throw Refusal.invalid("/rows", "must hold at least one row");
        }
        return rows;
    }

    private static String text(byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("", "the body is not UTF-8");
        }
    }
}
