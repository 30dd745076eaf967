package org.testamur.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.testamur.bench.figure.Figure;
import org.testamur.bench.figure.Report;
import org.testamur.bench.flow.FlowRow;
import org.testamur.bench.machine.Machine;
import org.testamur.bench.row.IssueRow;
import org.testamur.bench.row.LibraryRow;
import org.testamur.bench.row.NotMeasurable;
import org.testamur.bench.row.Row;
import org.testamur.bench.row.TemplateRow;
import org.testamur.bench.stack.Campus;
import org.testamur.bench.stack.OwnStack;
import org.testamur.bench.start.StartRow;
import org.testamur.bench.webhook.WebhookRow;
import org.testamur.e2e.Stack;

/** Measures every figure that the design sets a goal for, prints them, and writes {@code target/bench/bench.json}. */
public final class Bench {

    /** Held, for a logger that nobody holds forgets its level. Clients tell of all their settings otherwise. */
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");

    private Bench() {}

    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path folder = Stack.root().resolve("target/bench");
        OwnStack stack = new OwnStack();
        Campus.Source campus = new Campus.Source(stack);
        Map<String, Row> rows = new LinkedHashMap<>();
        rows.put("template", new TemplateRow());
        rows.put("library", new LibraryRow(folder));
        rows.put("issue", new IssueRow(campus, folder));
        rows.put("flow", new FlowRow(campus, List.of(arguments).contains("--long")));
        rows.put("webhooks", new WebhookRow(campus));
        rows.put("start", new StartRow(campus, folder));
        Options options;
        try {
            options = Options.of(List.of(arguments), List.copyOf(rows.keySet()));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        KAFKA.setLevel(Level.WARNING);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        long began = System.nanoTime();
        List<String> remarks = new ArrayList<>();
        remarks.add(Machine.describe());
        remarks.add(Machine.warning("at the start"));
        remarks.forEach(out::println);

        List<Figure> figures = new ArrayList<>();
        Path file = folder.resolve("bench.json");
        Report.printHead(out);
        for (Map.Entry<String, Row> row : rows.entrySet()) {
            if (options.wants(row.getKey())) {
                long since = System.nanoTime();
                List<Figure> measured = measured(row.getValue());
                figures.addAll(measured);
                // At once, so that whoever interrupts the rest keeps what there is.
                Report.print(measured, out);
                Report.write(figures, file);
                System.err.printf(
                        "%5d s  %s took %d s%n",
                        Duration.ofNanos(System.nanoTime() - began).toSeconds(),
                        row.getKey(),
                        Duration.ofNanos(System.nanoTime() - since).toSeconds());
            }
        }
        stack.close();
        String after = Machine.warning("at the end");
        if (!after.isEmpty()) {
            out.println(after);
        }
        out.printf(
                "%nWritten to %s after %d s.%n",
                Stack.root().relativize(file),
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private static List<Figure> measured(Row row) throws InterruptedException {
        try {
            return row.measure();
        } catch (NotMeasurable e) {
            return missing(row, String.valueOf(e.getMessage()));
        } catch (RuntimeException | AssertionError e) {
            e.printStackTrace();
            return missing(row, e.toString());
        }
    }

    private static List<Figure> missing(Row row, String why) {
        return row.titles().stream().map(title -> title.missing(why)).toList();
    }
}
