package org.testamur.bench.peer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.testamur.bench.machine.CpuTime;
import org.testamur.e2e.Json;

/** A Node script that answers each line of JSON with one. */
final class NodeProcess implements AutoCloseable {

    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    private NodeProcess(Process process) {
        this.process = process;
        this.to = process.outputWriter(StandardCharsets.UTF_8);
        this.from = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it and waits for its first line. */
    static NodeProcess start(String script, String... arguments) throws PeerMissing, InterruptedException {
        Optional<String> missing = NodeModules.install();
        if (missing.isPresent()) {
            throw new PeerMissing(missing.get());
        }
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(NodeModules.FOLDER.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put("NODE_ENV", "production");
            return new NodeProcess(builder.start());
        } catch (IOException e) {
            throw new PeerMissing("node could not be run: " + e.getMessage());
        }
    }

    JsonNode ask(Object question) throws PeerMissing {
        try {
            to.write(Json.text(question));
            to.newLine();
            to.flush();
        } catch (IOException e) {
            throw new PeerMissing("the peer ended: " + e.getMessage());
        }
        return read();
    }

    JsonNode read() throws PeerMissing {
        try {
            String line = from.readLine();
            if (line == null) {
                throw new PeerMissing("the peer ended");
            }
            JsonNode answer = Json.read(line.getBytes(StandardCharsets.UTF_8));
            if (answer.hasNonNull("error")) {
                throw new PeerMissing(answer.path("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new PeerMissing("the peer ended: " + e.getMessage());
        }
    }

    CpuTime cpu() {
        return CpuTime.of(process.toHandle());
    }

    @Override
    public void close() {
        try {
            to.close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
