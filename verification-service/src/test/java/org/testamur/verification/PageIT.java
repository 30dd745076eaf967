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
        "de, ltr, Dieser Nachweis ist gültig, Dieser Nachweis wurde widerrufen, Er wurde irrtümlich ausgestellt.",
        "es, ltr, Esta credencial es válida, Esta credencial fue revocada, Se emitió por error.",
        "et, ltr, See tunnistus kehtib, See tunnistus on tühistatud, See anti välja ekslikult.",
        "nb, ltr, Dette beviset er gyldig, Dette beviset er trukket tilbake, Det ble utstedt ved en feil.",
        "ar, rtl, هذه الشهادة صالحة, أُلغيت هذه الشهادة, صدرت عن طريق الخطأ.",
    })
    void aCredentialReadsInTheVisitorsLanguage(
            String tag, String direction, String valid, String revoked, String reason) {
        World.PublishedCredential told = issue();
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
        World.PublishedCredential told = issue();
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
            // What programs read of the page is data, and nothing that runs.
            assertThat(page.replace("<script type=\"application/ld+json\">", ""))
                    .doesNotContain("<script", "<link", "<iframe", " style=", " onclick=", "@import", "url(");
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
        World.PublishedCredential told = tell(document);
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
        World.PublishedCredential told = issue();
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
        World.PublishedCredential expired = tell(document(Duration.ofDays(-1)));
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

    @Test
    void aReadersQuestionsAreAnsweredInTheirOrder() {
        Awards awards = Awards.of(world);
        World.PublishedCredential told = awards.named();
        World.soon().until(() -> {
            String seen =
                    given().accept("text/html").get("/verify/" + told.id()).asString();
            return seen.contains("16 hours") && seen.contains("--brand-band:#14324a");
        });
        String page = page("in-order", "/verify/" + told.id(), 200);
        List<String> order = List.of(
                "<small><bdi>northfield.example</bdi></small>",
                "class=\"badge\"",
                "This credential is valid",
                "Northfield University awarded",
                "Food Safety Licence</h2>",
                "<bdi>Lena Lindqvist</bdi>",
                "Licensed to receive",
                "Recognise biological",
                "Level 3 of 8 (EQF)",
                "Facts, principles and processes of a field",
                "16 hours",
                "40 hours are one week",
                "0.5 ECTS",
                "60 ECTS credits are one year",
                "Invigilated written assessment and observed practice",
                "Result: 87 of 100",
                "60 needed to pass",
                "href=\"https://northfield.example/evidence/kitchen-2026-11\"",
                "Valid until",
                "Share it",
                "Keep it",
                "What was checked");
        int at = page.indexOf("<header");
        for (String answer : order) {
            assertThat(page.indexOf(answer, at)).as(answer).isGreaterThan(at);
            at = page.indexOf(answer, at);
        }
        assertThat(page)
                .contains("/catalog/institutions/" + world.institution() + "/logo")
                .contains("--brand-band:#14324a")
                .contains("Result: 87 of 100");
        assertThat(page("in-order-de", "/verify/" + told.id() + "?lang=de", 200))
                .contains("0,5 ECTS", "Niveau 3 von 8 (EQR)");
    }

    @Test
    void programsReadThePageWithoutItsHoldersName() throws Exception {
        World.PublishedCredential told = issue();
        String page = page("programs", "/verify/" + told.id(), 200);
        String head = page.substring(0, page.indexOf("</head>"));
        assertThat(head)
                .contains("property=\"og:title\" content=\"Food Safety Licence · Northfield University\"")
                .contains("property=\"og:image\" content=\"https://localhost:8443/catalog/images/food-safety-licence\"")
                .contains("property=\"og:url\" content=\"https://localhost:8443/verify/" + told.id() + "\"")
                .doesNotContain("Lena");
        String json = head.replaceAll("(?s).*<script type=\"application/ld\\+json\">(.*)</script>.*", "$1");
        assertThat(Badge.MAPPER.readTree(json).path("@type").asText()).isEqualTo("EducationalOccupationalCredential");
        ObjectNode hostile = document();
        ((ObjectNode) hostile.at("/credentialSubject/achievement"))
                .put("name", "</script><script>alert(1)</script>")
                .put("description", "a & b <!-- \u2028");
        String other = page("programs-hostile", "/verify/" + tell(hostile).id(), 200);
        assertThat(other).doesNotContain("<script>", "</script><script", "<!--");
    }

    @Test
    void aReaderMayAskWhoseItIsFiveTimesAnHour() {
        World.PublishedCredential told = Awards.of(world).unnamed();
        assertThat(page("unnamed", "/verify/" + told.id(), 200)).contains("name=\"email\"", "whose name is not shown");
        assertThat(ask(told, " LENA@example.org ", 200)).contains("Yes. It was awarded");
        String wrong = ask(told, "lukas@example.org", 200);
        assertThat(wrong).contains("This cannot be confirmed").doesNotContain("lukas@example.org");
        World.PublishedCredential withoutConsent = tell(document());
        assertThat(said(ask(withoutConsent, "lena@example.org", 200))).isEqualTo(said(wrong));
        ask(told, "a@example.org", 200);
        ask(told, "b@example.org", 200);
        ask(told, "c@example.org", 200);
        assertThat(ask(told, "lena@example.org", 429))
                .contains("You have asked five times within an hour")
                .doesNotContain("Yes. It was awarded");
        String pause = given().accept("text/html")
                .formParam("email", "lena@example.org")
                .post("/verify/" + told.id())
                .then()
                .statusCode(429)
                .extract()
                .header("Retry-After");
        assertThat(Long.parseLong(pause)).isBetween(1L, 3_600L);
        World.PublishedCredential named = issue();
        assertThat(ask(named, "lena@example.org", 200)).doesNotContain("name=\"email\"", "Yes. It was awarded");
    }

    private static String ask(World.PublishedCredential told, String email, int status) {
        return given().accept("text/html")
                .formParam("email", email)
                .post("/verify/" + told.id())
                .then()
                .statusCode(status)
                .header("Cache-Control", "no-store")
                .extract()
                .asString();
    }

    private static String said(String page) {
        return page.replaceAll("(?s).*(<p class=\"alert.*?</p>).*", "$1");
    }

    @Test
    void aBadgeIsAFileWithAName() {
        World.PublishedCredential told = issue();
        given().get("/verify/" + told.id() + "/badge.json")
                .then()
                .statusCode(200)
                .contentType("application/vc")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"food-safety-licence-"
                                + told.id().toString().substring(0, 8) + ".json\"")
                .body(equalTo(Badge.text(told.document())));
        given().get("/verify/" + UUID.randomUUID() + "/badge.json").then().statusCode(404);
        world.tellErasure(told.learner(), told.enrolment());
        World.soon().until(() -> World.status(told.id()) == 410);
        given().get("/verify/" + told.id() + "/badge.json").then().statusCode(410);
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

    private World.PublishedCredential issue() {
        World.PublishedCredential told = tell(document());
        world.tellLearner(told.learner(), 1, "Lena Lindqvist", true);
        World.soon()
                .until(() -> "Lena Lindqvist"
                        .equals(World.verification(told.id()).extract().path("recipient.name")));
        return told;
    }

    private World.PublishedCredential tell(ObjectNode document) {
        String url = document.path("id").textValue();
        UUID id = UUID.fromString(url.substring(url.lastIndexOf('/') + 1));
        World.PublishedCredential told = new World.PublishedCredential(
                id, url, Uuid7.next(), Uuid7.next(), Badge.sign(document, world.keyId(), world.key()));
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
