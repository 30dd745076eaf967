package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Runs the commands of docs/quickstart.md as a newcomer would: in order, in one shell, each as it stands there. */
class QuickstartE2E {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```$");

    private final Stack stack = Stack.running();

    @Test
    void leadsToABadgeInOnesOwnWordsThatVerifies() throws Exception {
        Path transcript = Classroom.leavings("quickstart.txt");
        Files.createDirectories(transcript.getParent());
        Path file = Stack.root().resolve("target/quickstart/credential.json");
        Files.deleteIfExists(file);

        assertThat(run(commands("docs/quickstart.md"), transcript))
                .as(Files.readString(transcript))
                .isZero();

        assertThat(Files.readString(transcript)).doesNotContain("urn:testamur:problem:invalid");
        JsonNode credential = Json.read(Files.readAllBytes(file));
        assertThat(credential.at("/credentialSubject/achievement/name").asText())
                .isEqualTo("Sourdough Baking");
        String id = credential.path("id").asText().replaceFirst(".*[/:]", "");
        assertThat(stack.anybody()
                        .get("/verification/credentials/" + id)
                        .send()
                        .expect(200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("valid");
        Matcher page = Pattern.compile("Open (https://\\S+)").matcher(Files.readString(transcript));
        assertThat(page.find()).isTrue();
        assertThat(stack.anybody()
                        .get(page.group(1))
                        .accept("text/html")
                        .send()
                        .expect(200)
                        .text())
                .contains("Sourdough Baking");
    }

    /** The blocks of a document that are for a shell, for the stack that runs. */
    private String commands(String document) throws IOException {
        String text = Files.readString(Stack.root().resolve(document));
        assertThat(text).contains("https://localhost:8443");
        return BLOCK.matcher(text)
                .results()
                .map(block -> block.group(1))
                .collect(Collectors.joining("\n"))
                .replace("https://localhost:8443", stack.publicUrl().toString());
    }

    private static int run(String commands, Path transcript) throws IOException, InterruptedException {
        Path script = Files.writeString(transcript.resolveSibling("quickstart.sh"), commands);
        Process shell = new ProcessBuilder("bash", "-e", script.toString())
                .directory(Stack.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(transcript.toFile())
                .start();
        assertThat(shell.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
        return shell.exitValue();
    }
}
