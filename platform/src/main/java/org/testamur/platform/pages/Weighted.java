package org.testamur.platform.pages;

import java.util.Locale;

/**
 * Reads one member of a header that lists preferences (RFC 9110 §12.4.2).
 *
 * @param value in small letters, without its parameters
 * @param weight from 0, which refuses it, to 1; 0 for a weight that cannot be read
 */
record Weighted(String value, double weight) {

    static Weighted of(String member) {
        String[] parts = member.split(";");
        double weight = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("q=")) {
                String q = parameter.substring(2).strip();
                weight = q.matches("0(\\.[0-9]{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(q) : 0;
            }
        }
        return new Weighted(parts.length == 0 ? "" : parts[0].strip().toLowerCase(Locale.ROOT), weight);
    }
}
