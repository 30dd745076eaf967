package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ./testamur} builds what the catalog serves as files: in a root of the test's own, without a real build. */
class SiteTest {

    private static final Path SCRIPT =
            Path.of("../../testamur").toAbsolutePath().normalize();
    private static final List<String> SERVICES =
            List.of("catalog", "enrolment", "assessment", "issuance", "verification");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private record Said(int code, String text) {}

    @BeforeEach
    void lay() throws IOException {
        for (String service : SERVICES) {
            write(service + "-service/target/openapi/openapi.json", "{}");
        }
        write("clients/api/package-lock.json", "{}");
        Files.createDirectories(root.resolve("platform/src/main/resources/pages"));
        program("npm", "mkdir -p node_modules");
        program("node", "echo built >>\"$TEST_ROOT/builds\"; mkdir -p \"$2\"");
    }

    @Test
    void isBuiltOnceForAllThatItIsMadeOf() throws Exception {
        assertEquals(0, run("build_site; build_site").code());
        assertEquals("built\n", builds());
        write("issuance-service/target/openapi/openapi.json", "{ }");
        assertEquals(0, run("build_site").code());
        assertEquals("built\nbuilt\n", builds());
    }

    @Test
    void namesTheServicesThatAreNotBuilt() throws Exception {
        for (String service : List.of("enrolment", "verification")) {
            Files.delete(root.resolve(service + "-service/target/openapi/openapi.json"));
        }
        var said = run("build_site 2>/dev/null");
        assertEquals(0, said.code());
        assertTrue(said.text().contains("these are not: enrolment verification."), said.text());
        assertEquals("", builds());
    }

    @Test
    void isBuiltOnceByTwoRunsAtATime() throws Exception {
        program("node", "sleep 1; echo built >>\"$TEST_ROOT/builds\"; mkdir -p \"$2\"");
        assertEquals(0, run("build_site & build_site & wait").code());
        assertEquals("built\n", builds());
    }

    @Test
    void aFailureIsTold() throws Exception {
        program("node", "echo broken >&2; exit 3");
        var said = run("build_site");
        assertTrue(said.code() != 0 && said.text().contains("broken"), said.text());
    }

    @Test
    void aBuildEndsWithTheRunThatBeganIt() throws Exception {
        program("node", "echo $$ >\"$TEST_ROOT/pid\"; exec sleep 600");
        var said = run("""
                set -m; build_site </dev/null & group=$!; set +m
                until [ -s "$TEST_ROOT/pid" ]; do sleep 0.05; done
                pid=$(cat "$TEST_ROOT/pid")
                end_group "$group"
                gone "$pid" 20 && echo "it is gone\"""");
        assertTrue(said.text().contains("it is gone"), said.text());
    }

    private String builds() throws IOException {
        Path builds = root.resolve("builds");
        return Files.exists(builds) ? Files.readString(builds) : "";
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void program(String name, String does) throws IOException {
        write("bin/" + name, "#!/bin/bash\n" + does + "\n");
        assertTrue(root.resolve("bin/" + name).toFile().setExecutable(true));
    }

    /** The script's functions, and then these commands in the place of its own. */
    private Said run(String commands) throws IOException, InterruptedException {
        String script = Files.readString(SCRIPT);
        write("testamur", script.substring(0, script.lastIndexOf("\ncommand=${1:-help}")) + "\n" + commands + "\n");
        var builder = new ProcessBuilder("bash", root.resolve("testamur").toString()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TESTAMUR_"));
        builder.environment().put("TEST_ROOT", root.toString());
        builder.environment().put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
