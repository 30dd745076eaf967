package org.testamur.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What was asked for on the command line.
 *
 * @param only the rows to measure; empty means all
 */
record Options(boolean longer, List<String> only) {

    /** Refuses, by {@link IllegalArgumentException}, what it does not know. */
    static Options of(List<String> arguments, List<String> rows) {
        boolean longer = false;
        List<String> only = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--long" -> longer = true;
                case "--only" -> {
                    if (++i == arguments.size()) {
                        throw new IllegalArgumentException("--only needs rows: " + String.join(", ", rows));
                    }
                    only.addAll(List.of(arguments.get(i).split(",", -1)));
                }
                default -> throw new IllegalArgumentException("bench does not know " + arguments.get(i) + ".");
            }
        }
        for (String row : only) {
            if (!rows.contains(row)) {
                throw new IllegalArgumentException(
                        "There is no row " + row + "; the rows are: " + String.join(", ", rows) + ".");
            }
        }
        return new Options(longer, List.copyOf(only));
    }

    boolean wants(String row) {
        return only.isEmpty() || only.contains(row);
    }
}
