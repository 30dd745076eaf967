package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layout, its policy and its languages, and errors as browsers see them. */
@QuarkusTest
class PagesIT {

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    @Test
    void thePolicyAllowsEveryStyleOfThePageAndNothingElse() throws Exception {
        Response response = given().accept(BROWSER).get("/sample/greeting?name=Lena");
        List<String> styles = inlined(response.asString(), "style");
        assertThat(styles).hasSize(1);
        String policy = response.header("Content-Security-Policy");
        assertThat(policy)
                .contains("style-src '" + hash(styles.getFirst()) + "';")
                .doesNotContain("unsafe", "script");
        assertThat(response.asString())
                .doesNotContain("<script", "<link", "style=\"", " onclick", "javascript:", "@import", "url(");
    }

    @ParameterizedTest
    @CsvSource({
        "en,ltr,Skip to the content",
        "de,ltr,Zum Inhalt springen",
        "es,ltr,Ir al contenido",
        "et,ltr,Liigu sisu juurde",
        "nb,ltr,Gå til innholdet",
        "ar,rtl,انتقل إلى المحتوى"
    })
    void aPageSpeaksTheLanguageThatIsAskedFor(String tag, String direction, String skip) {
        for (Response response : List.of(
                given().accept(BROWSER).get("/sample/greeting?lang=" + tag),
                given().accept(BROWSER)
                        .header("Accept-Language", tag + "-XX, de;q=0.9")
                        .get("/sample/greeting"),
                given().accept(BROWSER).get("/sample/greeting?fail=gone&lang=" + tag))) {
            response.then()
                    .contentType("text/html;charset=UTF-8")
                    .header("Content-Language", tag)
                    .header("Vary", containsString("Accept-Language"))
                    .body(containsString("<html lang=\"" + tag + "\" dir=\"" + direction + "\">"))
                    .body(containsString(skip))
                    .body(containsString("hreflang=\"" + tag + "\" lang=\"" + tag + "\" aria-current=\"true\""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</title></style><b>",
                "{layout.css}"
            })
    void hostileTextStaysText(String name) {
        String page = given().accept(BROWSER)
                .queryParam("name", name)
                .get("/sample/greeting")
                .asString();
        String shown = name.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        assertThat(page)
                .contains("<title>" + shown + "</title>", "<bdi>" + shown + "</bdi>", "content=\"" + shown + "\"")
                .doesNotContain("<script", "<img", "<b>bold");
    }

    @ParameterizedTest
    @CsvSource({
        "/sample/nothing, 404, Nothing is here",
        "/nothing, 404, Nothing is here",
        "/sample/greeting?fail=gone, 410, This was removed",
        "/sample/greeting?fail=away, 503, This is not available at the moment",
        "/sample/greeting?fail=inside, 500, Something failed here",
        "/sample/notes, 401, You need to sign in",
    })
    void anErrorIsAPageForBrowsersAndAProblemForPrograms(String path, int status, String title) throws Exception {
        Response page = given().accept(BROWSER).get(path);
        page.then()
                .statusCode(status)
                .contentType("text/html;charset=UTF-8")
                .header("Cache-Control", "no-store")
                .header("X-Robots-Tag", "noindex")
                .body(containsString("<h1 id=\"verdict\">" + title + "</h1>"))
                .body(not(containsString("secret inside")));
        assertThat(page.header("Content-Security-Policy"))
                .contains(hash(inlined(page.asString(), "style").getFirst()));
        List<String> programs = path.startsWith("/sample/greeting")
                ? List.of("*/*", "*/*, text/html;q=0")
                : List.of("*/*", "application/json", "application/json, text/html");
        for (String accept : programs) {
            given().accept(accept)
                    .get(path)
                    .then()
                    .statusCode(status)
                    .contentType("application/problem+json")
                    .header("Content-Security-Policy", nullValue())
                    .body("status", equalTo(status));
        }
        assertThat(page.header("Retry-After") == null).isEqualTo(status != 503);
        assertThat(page.header("WWW-Authenticate") == null).isEqualTo(status != 401);
    }

    @Test
    void anErrorPageNamesEveryFaultAndTheIncident() {
        given().accept(BROWSER)
                .get("/sample/greeting?fail=invalid")
                .then()
                .statusCode(400)
                .body(allOf(
                        containsString("query:name"),
                        containsString("must be &lt;b&gt;bold&lt;/b&gt;"),
                        containsString("must be short")));
        String incident = given().accept(BROWSER)
                .get("/sample/greeting?fail=inside")
                .then()
                .extract()
                .asString();
        assertThat(incident).containsPattern("<bdi>[0-9a-f]{8}-[0-9a-f-]{27}</bdi>");
    }

    @Test
    void whatIsRefusedBeforeItIsRoutedIsAPageToo() {
        given().urlEncodingEnabled(false)
                .accept(BROWSER)
                .header("Accept-Language", "ar")
                .get("/sample/%ff")
                .then()
                .statusCode(400)
                .contentType("text/html;charset=UTF-8")
                .header("Content-Security-Policy", notNullValue())
                .body(containsString("dir=\"rtl\""));
        given().urlEncodingEnabled(false)
                .get("/sample/%ff")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    private static List<String> inlined(String page, String element) {
        return Pattern.compile("<" + element + "\\b[^>]*>(.*?)</" + element + ">", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
    }

    private static String hash(String text) throws Exception {
        return "sha256-"
                + Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
