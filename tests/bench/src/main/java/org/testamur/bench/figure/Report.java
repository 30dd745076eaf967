package org.testamur.bench.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.testamur.e2e.Json;

/** The figures as a table for people and as JSON for programs. */
public final class Report {

    private static final String LINE = "%-58s %12s %12s %9s  %-24s %-4s %6s%n";

    private Report() {}

    public static void printHead(PrintStream out) {
        out.printf(Locale.ROOT, LINE, "", "value", "counterpart", "ratio", "goal", "met", "spread");
    }

    public static void print(List<Figure> figures, PrintStream out) {
        for (Figure figure : figures) {
            out.printf(
                    Locale.ROOT,
                    LINE,
                    figure.name() + ", " + figure.unit(),
                    number(figure.value()),
                    number(figure.counterpartValue()),
                    number(figure.ratio()),
                    figure.goal(),
                    figure.measured() ? figure.met() ? "yes" : "NO" : "-",
                    figure.spread() == null ? "-" : Math.round(figure.spread() * 100) + " %");
            out.printf("    against: %s%n", figure.counterpart());
            if (figure.cpu() != null) {
                out.printf(
                        "    per operation: %s µs of CPU, %s µs of wall time%s%s%n",
                        number(figure.cpu()),
                        number(figure.wall()),
                        figure.counterpartCpu() == null
                                ? ""
                                : "; counterpart %s and %s"
                                        .formatted(number(figure.counterpartCpu()), number(figure.counterpartWall())),
                        figure.saturated() ? "; the processors were saturated" : "");
            }
            if (!figure.note().isEmpty()) {
                out.printf("    %s%n", figure.note());
            }
        }
    }

    public static void write(List<Figure> figures, Path file) {
        ArrayNode all = Json.array();
        figures.forEach(figure -> all.add(json(figure)));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, Json.pretty(all) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode json(Figure figure) {
        ObjectNode json = Json.object();
        json.put("name", figure.name());
        json.put("value", figure.value());
        json.put("unit", figure.unit());
        json.put("counterpart", figure.counterpart());
        json.put("counterpartValue", figure.counterpartValue());
        json.put("ratio", figure.ratio());
        json.put("goal", figure.goal().toString());
        json.put("met", figure.met());
        json.put("rounds", figure.rounds());
        json.put("spread", figure.spread());
        json.put("counterpartSpread", figure.counterpartSpread());
        json.put("measured", figure.measured());
        json.put("wall", figure.wall());
        json.put("cpu", figure.cpu());
        json.put("counterpartWall", figure.counterpartWall());
        json.put("counterpartCpu", figure.counterpartCpu());
        json.put("saturated", figure.saturated());
        json.put("note", figure.note());
        return json;
    }

    private static String number(@Nullable Double value) {
        if (value == null) {
            return "-";
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f", value);
    }
}
