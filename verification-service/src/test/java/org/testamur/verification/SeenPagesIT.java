package org.testamur.verification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** Looks at every state of the public pages in Chromium: WCAG 2.2 AA by axe, overflow, policy, weight, paper. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class SeenPagesIT {

    private static final Path SCRIPTS = Path.of("src", "test", "pages").toAbsolutePath();
    private static final Path SEED = Path.of("..", "deploy", "local", "seed").toAbsolutePath();
    private static final Path SEEN = Path.of("target", "pages").toAbsolutePath();
    private static final List<String> ON_PAPER = List.of("en", "de", "es", "ar");

    /** Whether to keep a picture of each look; by default, of none. */
    private static final boolean PICTURES = Boolean.getBoolean("testamur.pictures");

    private Events events;
    private Awards awards;

    @BeforeEach
    void open() {
        events = World.connect();
        awards = Awards.of(World.create(events));
    }

    @AfterEach
    void close() {
        events.close();
    }

    @Test
    void everyStateIsReadableByEverybodyAndFitsOnASheet() throws Exception {
        ObjectNode job = Badge.MAPPER.createObjectNode();
        job.put("origin", RestAssured.baseURI + ":" + RestAssured.port);
        ArrayNode images = job.putArray("images");
        image(
                images,
                "/catalog/images/food",
                SEED.resolve("micro-credentials/food-safety-licence.svg"),
                "image/svg+xml");
        image(images, "/catalog/institutions/", SEED.resolve("institutions/northfield.svg"), "image/svg+xml");
        ArrayNode pages = job.putArray("pages");

        World.PublishedCredential valid = awards.named();
        ObjectNode shown = page(pages, "valid", "/verify/" + valid.id());
        for (String language : ON_PAPER) {
            shown.withArray("paper").add(language);
            look(shown, language, "desktop", language.equals("es") ? "dark" : "light");
            look(shown, language, "phone", language.equals("en") ? "light" : "dark");
        }
        look(shown, "en", "desktop", "dark");
        for (String language : List.of("et", "nb", "ar")) {
            look(shown, language, "narrow", "light");
        }
        look(shown, "en", "zoomed", "light");
        ((ObjectNode) shown.path("looks").get(0))
                .put("menu", true)
                .put("keyboard", true)
                .put("forced", true);
        ((ObjectNode) shown.path("looks").get(7)).put("menu", true);

        World.PublishedCredential unnamed = awards.unnamed();
        everyWay(page(pages, "unnamed", "/verify/" + unnamed.id()));
        states(asked(page(pages, "asked-yes", "/verify/" + unnamed.id()), "lena@example.org"));
        World.PublishedCredential other = awards.unnamed();
        states(asked(page(pages, "asked-other", "/verify/" + other.id()), "lukas@example.org"));
        World.PublishedCredential often = awards.unnamed();
        for (int i = 0; i < 5; i++) {
            given().formParam("email", "x@example.org")
                    .post("/verify/" + often.id())
                    .then()
                    .statusCode(200);
        }
        states(asked(page(pages, "asked-too-often", "/verify/" + often.id()), "x@example.org"));

        for (Map.Entry<String, World.PublishedCredential> state :
                awards.inEveryOtherState().entrySet()) {
            ObjectNode page =
                    page(pages, state.getKey(), "/verify/" + state.getValue().id());
            if (state.getKey().equals("revoked")) {
                everyWay(page);
            } else {
                states(page);
            }
            if (!state.getKey().equals("erased")) {
                page.withArray("paper").add("ar");
            }
        }
        World.PublishedCredential wide = awards.wordy();
        ObjectNode wordy = page(pages, "long", "/verify/" + wide.id());
        states(wordy);
        look(wordy, "de", "narrow", "light");
        wordy.put("until", true);
        shown.put("until", true);
        wordy.withArray("paper").add("de").add("ar");
        everyWay(page(pages, "unknown", "/verify/64026f7c-e7a4-868c-8b09-b4a2d613"));
        everyWay(page(pages, "home", "/verify"));
        ObjectNode statement = page(pages, "accessibility", "/verify/accessibility");
        everyWay(statement);
        look(statement, "de", "narrow", "light");
        states(page(pages, "home-error", "/verify?q=nothing"));
        everyWay(page(pages, "error-404", "/verify/a/b"));

        assertThat(faults(job)).isEmpty();
    }

    private static ObjectNode page(ArrayNode pages, String name, String path) {
        ObjectNode page = pages.addObject();
        page.put("name", name).put("path", path).putArray("looks");
        return page;
    }

    private static ObjectNode asked(ObjectNode page, String email) {
        page.putObject("form").put("email", email);
        return page;
    }

    /** As most people see it, and as far from that as it goes. */
    private static void states(ObjectNode page) {
        look(page, "en", "desktop", "light");
        look(page, "ar", "phone", "dark");
    }

    /** By keyboard, with forced colours and at 400 % as well: one page of each kind, as states of one kind differ in words. */
    private static void everyWay(ObjectNode page) {
        states(page);
        ((ObjectNode) page.path("looks").get(0)).put("keyboard", true).put("forced", true);
        look(page, "en", "zoomed", "light");
    }

    private static void look(ObjectNode page, String language, String size, String scheme) {
        page.withArray("looks")
                .addObject()
                .put("language", language)
                .put("size", size)
                .put("scheme", scheme)
                .put("shot", PICTURES);
    }

    private static void image(ArrayNode images, String path, Path file, String type) {
        images.addObject().put("path", path).put("file", file.toString()).put("type", type);
    }

    private static List<String> faults(ObjectNode job) throws IOException, InterruptedException {
        Path file = Files.createDirectories(SEEN).resolve("pages.json");
        Files.writeString(file, Badge.text(job));
        if (!Files.isDirectory(SCRIPTS.resolve("node_modules"))) {
            assertThat(run(Duration.ofMinutes(5), "npm", "ci", "--prefer-offline", "--no-audit", "--no-fund"))
                    .as("npm ci in " + SCRIPTS)
                    .contains("added");
        }
        return run(Duration.ofMinutes(10), "node", "look.mjs", file.toString(), SEEN.toString())
                .lines()
                .toList();
    }

    private static String run(Duration most, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("testamur-pages", ".out");
        Process process = new ProcessBuilder(command)
                .directory(SCRIPTS.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(most.toSeconds(), TimeUnit.SECONDS))
                    .as(() -> "ended in time: " + List.of(command))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(out);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
