package org.testamur.issuance.status;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads which content encodings a client accepts (RFC 9110, section 12.5.3). */
final class Encodings {

    private Encodings() {}

    /** Whether gzip is named with a weight above zero, or covered by {@code *}. */
    static boolean acceptsGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        boolean any = false;
        for (String item : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = item.split(";", 2);
            String coding = parts[0].strip();
            boolean wanted = parts.length < 2 || !parts[1].strip().matches("q=0(\\.0*)?");
            if (coding.equals("gzip") || coding.equals("x-gzip")) {
                return wanted;
            }
            any |= coding.equals("*") && wanted;
        }
        return any;
    }
}
