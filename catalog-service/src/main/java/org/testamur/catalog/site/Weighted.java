package org.testamur.catalog.site;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Holds one value of a header that states preferences (RFC 9110 §12.4.2).
 *
 * @param value in lower case, without parameters
 * @param weight from 0, not wanted, to 1
 */
record Weighted(String value, double weight) {

    static List<Weighted> list(@Nullable String header) {
        return header == null || header.isBlank()
                ? List.of()
                : Arrays.stream(header.split(",", -1)).map(Weighted::of).toList();
    }

    private static Weighted of(String text) {
        String[] parts = text.split(";", -1);
        double weight = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                String number = parameter.substring(2);
                weight = number.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(number) : 0;
            }
        }
        return new Weighted(parts[0].strip().toLowerCase(Locale.ROOT), weight);
    }
}
