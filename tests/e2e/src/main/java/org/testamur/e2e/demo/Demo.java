package org.testamur.e2e.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.testamur.e2e.Json;
import org.testamur.e2e.Stack;

/**
 * Runs the journey against the running stack and shows it: a line for each step, every exchange with {@code --verbose},
 * nothing but the summary ({@code docs/demo.schema.json}) with {@code --json}; {@code --open} opens the pages.
 * {@code --term} shows a term of one institution instead.
 */
public final class Demo {

    private static final Set<String> OPTIONS = Set.of("--verbose", "--json", "--open", "--term");

    private final PrintStream out;
    private final PrintStream err;

    public Demo(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        int code = new Demo(utf8(System.out), utf8(System.err)).run(List.of(arguments));
        if (code != 0) {
            System.exit(code);
        }
    }

    private static PrintStream utf8(PrintStream stream) {
        return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    /** Returns the exit code: 1 when the journey could not be made, 2 for an option that is none. */
    public int run(List<String> options) {
        List<String> unknown =
                options.stream().filter(option -> !OPTIONS.contains(option)).toList();
        if (!unknown.isEmpty()) {
            err.println("demo does not know " + String.join(", ", unknown)
                    + "; it knows --verbose, --json, --open and --term.");
            return 2;
        }
        boolean json = options.contains("--json");
        Narrator narrator = json
                ? Narrator.silent()
                : new Narrator(out, options.contains("--verbose") ? Narrator.Detail.EXCHANGES : Narrator.Detail.STEPS);
        try {
            Stack stack = Stack.running();
            stack.listen(narrator::exchange);
            Path root = Stack.root();
            Keepsakes keepsakes = new Keepsakes(root.resolve("target/demo"));
            Seed seed = Seed.read(root.resolve("deploy/local/seed"));
            Story story = options.contains("--term")
                    ? new Term(stack, seed, narrator)
                    : new Journey(stack, seed, narrator, keepsakes);
            Outcome outcome = story.run();
            out.println(json ? Json.pretty(outcome.summary()) : outcome.farewell(root.relativize(keepsakes.folder())));
            if (options.contains("--open")) {
                open(List.copyOf(outcome.links().values()));
            }
            return 0;
        } catch (RuntimeException | AssertionError e) {
            narrator.failed();
            err.println("The demo could not go on: " + e.getMessage());
            if (System.getenv("TESTAMUR_DEBUG") != null) {
                e.printStackTrace(err);
            }
            return 1;
        }
    }

    private void open(List<String> pages) {
        for (String page : pages) {
            try {
                new ProcessBuilder("xdg-open", page)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                err.println("Nothing opens pages here: the command xdg-open is missing.");
                return;
            }
        }
    }
}
