package org.testamur.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./testamur} says where no stack runs. */
class CommandTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path TRUSTED = Path.of("/usr/local/share/ca-certificates/testamur-local.crt");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path state;

    private record Said(int code, String text) {}

    @Test
    void tokenTellsTheNamesOfEverybodyInTheRealm() throws Exception {
        var realm = Files.readString(ROOT.resolve("deploy/local/keycloak/testamur-realm.json"));
        Set<String> wanted = Pattern.compile("\"username\": \"([^\"]+)\"")
                .matcher(realm)
                .results()
                .map(user -> user.group(1).replaceFirst("^service-account-", ""))
                // Its tokens are not meant for Testamur.
                .filter(name -> !name.equals("outsider"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertTrue(wanted.size() > 10);

        var said = run("token");

        assertEquals(0, said.code());
        assertEquals(
                wanted,
                Pattern.compile("(?m)^  (\\S+)  ")
                        .matcher(said.text())
                        .results()
                        .map(name -> name.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void tokenSaysWhatIsMissing() throws Exception {
        assertFails("Nobody here is called eve", run("token", "eve"));
        assertFails("Nobody here is called .*", run("token", ".*"));
        assertFails("./testamur up makes them", run("token", "lena"));
        Files.writeString(state.resolve("secrets.properties"), "keycloak.testamur-cli=abc\\=\n");
        assertFails("where log-in is: ./testamur up starts it", run("token", "lena"));
    }

    @Test
    void secretPrintsWhatTheRealmGivesToEachProgram() throws Exception {
        var realm = Files.readString(ROOT.resolve("deploy/local/keycloak/testamur-realm.json"));
        var secrets = Pattern.compile("\"secret\": \"(local-only-(?!outsider)([^\"]+))\"")
                .matcher(realm)
                .results()
                .toList();
        assertTrue(secrets.size() >= 2);
        for (var secret : secrets) {
            assertEquals(secret.group(1) + "\n", run("secret", secret.group(2)).text());
        }
        assertFails("There is no program lena; these log in by a secret: northfield-sis", run("secret", "lena"));
        assertFails("There is no program without a name", run("secret"));
        assertFails("There is no program .*", run("secret", ".*"));
    }

    @Test
    void logsOfAnUnknownPartOrOfOneThatNeverRanSaySo() throws Exception {
        assertFails("There is no part mailer; the parts are: postgres kafka keycloak catalog", run("logs", "mailer"));
        assertFails("There is no part ../secrets", run("logs", "../secrets"));
        assertFails("catalog has no log yet", run("logs", "catalog"));
    }

    @Test
    void trustPrintsHowAndChangesNothingWhenItIsOnlyAsked() throws Exception {
        var before = Files.exists(TRUSTED);
        assertFails("./testamur up makes it", run("trust", "--print"));
        var authority = Files.createDirectories(state.resolve("tls")).resolve("ca.pem");
        Files.writeString(authority, "a certificate");

        var said = run("trust", "--print");

        assertEquals(0, said.code());
        for (var way :
                List.of("sudo ./testamur trust", "CURL_CA_BUNDLE=" + authority, "NODE_EXTRA_CA_CERTS=" + authority)) {
            assertTrue(said.text().contains(way), said.text());
        }
        assertEquals(authority + "\n", run("trust", "--path").text());
        assertFails("trust does not know --everything", run("trust", "--everything"));
        assertEquals(before, Files.exists(TRUSTED));
    }

    @Test
    void helpNamesEveryCommand() throws Exception {
        var script = Files.readString(ROOT.resolve("testamur"));
        var help = run("help").text();
        var cases = script.substring(script.lastIndexOf("case $command in"));
        var commands = Pattern.compile("(?m)^  ([a-z]+(?: \\| [a-z]+)*)\\)")
                .matcher(cases)
                .results()
                .toList();
        assertFalse(commands.isEmpty());
        commands.stream()
                .flatMap(command -> List.of(command.group(1).split(" \\| ", -1)).stream())
                .filter(command -> !command.equals("help"))
                .forEach(command -> assertTrue(
                        Pattern.compile("(?m)^  (\\S+\\|)?" + command + "\\b|\\|" + command + "\\b")
                                .matcher(help)
                                .find(),
                        command + " is not in\n" + help));
    }

    private static void assertFails(String because, Said said) {
        assertEquals(1, said.code(), said.text());
        assertTrue(said.text().contains(because), said.text());
    }

    private Said run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(ROOT.resolve("testamur").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("TESTAMUR_"));
        builder.environment().put("TESTAMUR_STATE", state.toString());
        // Nothing listens there.
        builder.environment().put("TESTAMUR_KEYCLOAK_PORT", "1");
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
