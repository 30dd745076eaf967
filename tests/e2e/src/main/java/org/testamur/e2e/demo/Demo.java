package org.testamur.e2e.demo;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.testamur.e2e.Json;
import org.testamur.e2e.Stack;

/** Runs the journey against the running stack and shows it; {@code --json} prints the summary and nothing else. */
public final class Demo {

    private Demo() {}

    public static void main(String[] arguments) {
        boolean json = List.of(arguments).contains("--json");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            Stack stack = Stack.running();
            Narrator narrator = json ? Narrator.silent() : new Narrator(out);
            stack.listen(narrator::exchange);
            Path root = Stack.root();
            Keepsakes keepsakes = new Keepsakes(root.resolve("target/demo"));
            Journey.Outcome outcome =
                    new Journey(stack, Seed.read(root.resolve("deploy/local/seed")), narrator, keepsakes).run();
            out.println(json ? Json.pretty(outcome.summary()) : outcome.farewell(root.relativize(keepsakes.folder())));
        } catch (RuntimeException | AssertionError e) {
            System.err.println("The demo could not go on: " + e.getMessage());
            if (System.getenv("TESTAMUR_DEBUG") != null) {
                e.printStackTrace();
            }
            System.exit(1);
        }
    }
}
