package org.testamur.verification;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;

/** The pages for people: their languages, their policy, and the way to them. */
@QuarkusTest
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "verification"))
@QuarkusTestResource(Identity.class)
@QuarkusTestResource(Hurried.class)
class PageIT {

    private Events events;
    private World world;

    @BeforeEach
    void open() {
        events = World.connect();
        world = World.create(events);
    }

    @AfterEach
    void close() {
        events.close();
    }

    @ParameterizedTest
    @CsvSource({
        "en, ltr, This credential is valid, This credential was revoked, It was issued in error.",
        "et, ltr, See tunnistus kehtib, See tunnistus on tühistatud, See anti välja ekslikult.",
        "nb, ltr, Dette beviset er gyldig, Dette beviset er trukket tilbake, Det ble utstedt ved en feil.",
        "ar, rtl, هذه الشهادة صالحة, أُلغيت هذه الشهادة, صدرت عن طريق الخطأ.",
    })
    void aCredentialReadsInTheVisitorsLanguage(
            String tag, String direction, String valid, String revoked, String reason) {
        World.Told told = issue();
        String page = page("valid-" + tag, "/verify/" + told.id() + "?lang=" + tag, 200);
        assertThat(page)
                .contains("<html lang=\"" + tag + "\" dir=\"" + direction + "\">", valid, "Food Safety Licence")
                .contains("<bdi>Lena Lindqvist</bdi>", "/verify?lang=" + tag);
        assertThat(english(page)).as("sentences that are left in English").isEmpty();
        world.tell(told, 2, "revoked", Map.of("reasonCode", "issued-in-error"));
        World.soon().until(() -> World.verdict(told.id()).equals("revoked"));
        assertThat(page("revoked-" + tag, "/verify/" + told.id() + "?lang=" + tag, 200))
                .contains(revoked, reason);
        given().accept("text/html")
                .header("Accept-Language", tag)
                .get("/verify/" + told.id())
                .then()
                .header("Content-Language", tag)
                .body(containsString(revoked));
    }

    @Test
    void everyPageAllowsWhatStandsInItAndNothingElse() throws Exception {
        World.Told told = issue();
        for (String path : List.of("/verify/" + told.id(), "/verify", "/verify?q=x", "/verify/" + UUID.randomUUID())) {
            Response response = given().accept("text/html").get(path);
            String page = response.asString();
            List<String> styles = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL)
                    .matcher(page)
                    .results()
                    .map((MatchResult result) -> result.group(1))
                    .toList();
            assertThat(styles).hasSize(1);
            String hash = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256")
                            .digest(styles.getFirst().getBytes(StandardCharsets.UTF_8)));
            String policy = response.header("Content-Security-Policy");
            assertThat(policy).contains("default-src 'none'; style-src 'sha256-" + hash + "'; img-src ");
            assertThat(policy.contains("form-action 'self'")).isEqualTo(page.contains("<form"));
            assertThat(policy.contains("img-src https://localhost:8443;")).isEqualTo(page.contains("<img"));
            assertThat(page).doesNotContain("<script", "<link", "<iframe", " style=", " onclick=", "@import", "url(");
            assertThat(Pattern.compile("<h1\\b").matcher(page).results().count())
                    .isEqualTo(1);
            assertThat(page).contains("<header", "<main id=\"main\"", "<footer", "class=\"skip\" href=\"#main\"");
        }
    }

    @Test
    void aPastedLinkLeadsToItsCredential() {
        UUID number = UUID.randomUUID();
        given().accept("text/html")
                .redirects()
                .follow(false)
                .queryParam("q", " https://testamur.example/verify/" + number + "#checks")
                .queryParam("lang", "nb")
                .get("/verify")
                .then()
                .statusCode(303)
                .header("Location", containsString("/verify/" + number + "?lang=nb"));
        assertThat(page("home", "/verify", 200)).contains("Is this credential genuine?");
        assertThat(page("home-ar", "/verify?lang=ar", 200)).contains("dir=\"rtl\"");
        assertThat(page("home-error", "/verify?q=<script>alert(1)</script>", 400))
                .contains("&lt;script&gt;alert(1)", "aria-invalid=\"true\"")
                .doesNotContain("<script");
    }

    @Test
    void anUnknownNumberIsShownWithWhatIsOddAboutIt() {
        assertThat(page("unknown", "/verify/64026f7c-e7a4-868c-8b09-b4a2d613", 404))
                .contains("It has 32 characters. It should have 36.", "action=\"/verify\"");
        assertThat(page("unknown-ar", "/verify/64026f7c-e7a4-868c-8b09-b4a2d613?lang=ar", 404))
                .contains("name=\"lang\" value=\"ar\"");
        assertThat(page("unknown-text", "/verify/Call-0800-1234-to-win", 404)).doesNotContain("0800");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "https://x.example\" onclick=\"alert(1)"})
    void aHostileAddressIsNoLink(String address) {
        ObjectNode document = document();
        ((ObjectNode) document.at("/credentialSubject/achievement"))
                .putArray("alignment")
                .addObject()
                .put("targetName", "a skill")
                .put("targetUrl", address)
                .putArray("type")
                .add("Alignment");
        World.Told told = tell(document);
        assertThat(given().accept("text/html").get("/verify/" + told.id()).asString())
                .contains("a skill")
                .doesNotContain("href=\"javascript", "href=\"data", "onclick=\"alert");
    }

    @Test
    void browsersSeeErrorsAsPages() {
        given().accept("text/html,*/*;q=0.8")
                .header("Accept-Language", "et")
                .get("/verification/credentials/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("text/html;charset=UTF-8")
                .body(containsString("Siin ei ole midagi"));
        given().get("/verification/credentials/" + UUID.randomUUID())
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:testamur:problem:credential-not-found"));
        page("error-404", "/verify/a/b", 404);
        page("error-404-ar", "/verify/a/b?lang=ar", 404);
        page("error-401", "/webhooks/endpoints", 401);
    }

    @Test
    void theOtherAnswersReadAsWell() {
        World.Told told = issue();
        world.tell(told, 2, "suspended", Map.of("reasonCode", "under-review"));
        World.soon().until(() -> World.verdict(told.id()).equals("suspended"));
        assertThat(page("suspended", "/verify/" + told.id(), 200)).contains("is-suspended", "It is under review.");
        world.tell(
                told,
                3,
                "superseded",
                Map.of(
                        "reasonCode",
                        "result-corrected",
                        "supersededBy",
                        Uuid7.next().toString()));
        World.soon().until(() -> World.verdict(told.id()).equals("superseded"));
        assertThat(page("superseded", "/verify/" + told.id() + "?lang=et", 200))
                .contains("is-superseded", "Vaata uuemat tunnistust", "?lang=et");
        World.Told expired = tell(document(Duration.ofDays(-1)));
        assertThat(page("expired", "/verify/" + expired.id(), 200)).contains("is-expired");
        world.tellInstitution(2, "مؤسسة التعليم البحري");
        World.soon()
                .until(() -> World.verification(told.id())
                        .extract()
                        .<String>path("issuer.name")
                        .startsWith("م"));
        assertThat(page("names-of-both-directions", "/verify/" + told.id(), 200))
                .contains("\u2068مؤسسة التعليم البحري\u2069 awarded");
        assertThat(page("names-of-both-directions-ar", "/verify/" + told.id() + "?lang=ar", 200))
                .contains("شهادة صادرة عن مؤسسة التعليم البحري", "class=\"mark flip\"");
    }

    private ObjectNode document() {
        return document(Duration.ofDays(1000));
    }

    private ObjectNode document(Duration validFor) {
        Instant now = Instant.now(Clock.systemUTC());
        ObjectNode document = Badge.unsigned(
                "https://localhost:8443/credentials/" + UUID.randomUUID(), world.did(), now.minus(Duration.ofDays(3)));
        document.put(
                "validUntil", now.plus(validFor).truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode achievement = (ObjectNode) document.at("/credentialSubject/achievement");
        achievement.put("name", "Food Safety Licence");
        achievement.put(
                "description",
                "Licensed to receive, store, prepare and serve food in a commercial kitchen, and to keep the records that"
                        + " an inspector asks for.");
        achievement
                .putObject("image")
                .put("id", "https://localhost:8443/catalog/images/food-safety-licence")
                .put("type", "Image")
                .put("caption", "A chef’s hat above a shield with a tick, on green");
        return document;
    }

    private World.Told issue() {
        World.Told told = tell(document());
        world.tellLearner(told.learner(), 1, "Lena Lindqvist", true);
        World.soon()
                .until(() -> "Lena Lindqvist"
                        .equals(World.verification(told.id()).extract().path("recipient.name")));
        return told;
    }

    private World.Told tell(ObjectNode document) {
        String url = document.path("id").textValue();
        UUID id = UUID.fromString(url.substring(url.lastIndexOf('/') + 1));
        World.Told told =
                new World.Told(id, url, Uuid7.next(), Uuid7.next(), Badge.sign(document, world.keyId(), world.key()));
        world.tell(told, 1, "issued");
        World.soon().until(() -> World.status(id) == 200);
        return told;
    }

    /** What the page marks as English although it is in another language. */
    private static List<String> english(String page) {
        return page.contains("<html lang=\"en\"")
                ? List.of()
                : Pattern.compile("<(?:p|span)[^>]* lang=\"en\" dir=\"auto\"[^>]*>([^<]*)<")
                        .matcher(page)
                        .results()
                        .map((MatchResult result) -> result.group(1))
                        .toList();
    }

    /** Reads a page as a browser does, and keeps it for people to look at. */
    private static String page(String name, String path, int status) {
        String html = given().accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .get(path)
                .then()
                .statusCode(status)
                .contentType("text/html;charset=UTF-8")
                .body(not(containsString("{text:")), not(containsString("NOT_FOUND")))
                .extract()
                .asString();
        try {
            Files.writeString(
                    Files.createDirectories(Path.of("target", "pages")).resolve(name + ".html"), html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return html;
    }
}
