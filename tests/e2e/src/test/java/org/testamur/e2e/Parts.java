package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The parts of the running stack, as {@code ./testamur} stops, kills and starts them. */
final class Parts {

    private Parts() {}

    /** How the command ended, and what it printed. */
    record Ended(int code, String output) {}

    /** Runs the command with these words, but for the empty ones, and expects that it succeeds. */
    static void testamur(Stack stack, String... words) throws IOException, InterruptedException {
        Ended ended = end(stack, words);
        assertThat(ended.code())
                .as(String.join(" ", words) + ": " + ended.output())
                .isZero();
    }

    /** Runs the command with these words, but for the empty ones, to its end. */
    static Ended end(Stack stack, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Stack.root().resolve("testamur").toString());
        for (String word : words) {
            if (!word.isEmpty()) {
                command.add(word);
            }
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TESTAMUR_STATE", stack.state().toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), output);
    }
}
