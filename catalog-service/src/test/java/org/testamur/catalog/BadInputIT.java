package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.testing.Tokens;

/** Each answers with a problem that names every fault and leaves no row and no fact. */
@QuarkusTest
class BadInputIT {

    private static final String PATH = "/catalog/micro-credentials";

    private Catalog.School school;
    private Footprint before;

    @BeforeEach
    void begin() {
        school = Catalog.school();
        before = Footprint.now();
    }

    @AfterEach
    void nothingWasWritten() {
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void whatIsInvisibleOrReordersIsNoPartOfAnyTextThatIsShown() {
        ObjectNode definition = Catalog.definition();
        definition.put("title", "Food\u202E safety");
        definition.put("description", "Safe\u2067 food");
        definition.put("criteria", "\u200B");
        definition.put("assessmentType", "Written\uDB40\uDC41 test");
        school.author()
                .body(definition.toString())
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("/title", "/description", "/criteria", "/assessmentType"));
        for (String path : new String[] {"/catalog/institutions", "/catalog/employers"}) {
            Catalog.as(Tokens.operator())
                    .body("""
                            {"slug": "lookalike", "name": "Northfield\\u3164 University", "url": "https://northfield.example/",
                             "country": "EE", "timeZone": "Europe/Tallinn", "languages": ["et"]}""")
                    .post(path)
                    .then()
                    .statusCode(400)
                    .body("errors.pointer", hasItem("/name"));
        }
    }

    @Test
    void everyFaultIsNamedAtOnce() {
        school.author()
                .body("""
                        {"title": "", "description": "a\\u0007b", "language": "english",
                         "outcomes": [{"text": "", "targetName": "x"}, {"text": "ok", "targetUrl": "urn:x", "colour": 1}],
                         "awardType": "Medal", "workload": {"hours": 0, "ects": "many"},
                         "level": {"framework": "EQF", "value": "9"}, "assessmentType": "Test",
                         "passMark": 101, "maximumScore": 100, "price": {"amount": -1, "currency": "ZZZ"},
                         "validity": "P0D", "state": "published"}""")
                .post(PATH)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:testamur:problem:invalid"))
                .body(
                        "errors.pointer",
                        hasItems(
                                "/title",
                                "/description",
                                "/language",
                                "/criteria",
                                "/outcomes/0/text",
                                "/outcomes/0/targetUrl",
                                "/outcomes/1/targetUrl",
                                "/outcomes/1/targetName",
                                "/outcomes/1/colour",
                                "/awardType",
                                "/workload/hours",
                                "/workload/ects",
                                "/level/value",
                                "/passMark",
                                "/price/amount",
                                "/price/currency",
                                "/validity",
                                "/state"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"title\": \"a\", \"title\": \"b\"}",
                "[]",
                "null",
                "\"text\"",
                "{} {}",
                "{\"title\": NaN}",
                "{'title': 1}",
                "{\"title\": \"a\"}\u0000"
            })
    void malformedJsonIsRefused(String body) {
        school.author()
                .body(body)
                .post(PATH)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:testamur:problem:invalid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\u0001", "\\u001b", "\\r", "\\ud800", "\\udc00 \\ud800"})
    void controlCharactersAndHalfSurrogatesAreRefused(String escape) {
        school.author()
                .body(Catalog.definition().put("title", "MARK").toString().replace("MARK", "a" + escape + "b"))
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem("/title"));
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        school.author()
                .body(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'})
                .post(PATH)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({
        "title,1",
        "passMark,\"60\"",
        "passMark,60.5",
        "passMark,-1",
        "maximumScore,0",
        "outcomes,[]",
        "outcomes,[null]",
        "outcomes,{}",
        "workload,null",
        "workload,16",
        "awardType,3",
        "validity,PT24H",
        "price,free"
    })
    void aWrongFieldIsNamed(String field, String json) throws Exception {
        ObjectNode definition = Catalog.definition();
        definition.set(field, json.equals("free") ? Catalog.JSON.readTree("\"free\"") : tree(json));
        school.author()
                .body(definition.toString())
                .post(PATH)
                .then()
                .statusCode(400)
                .body("errors[0].pointer", startsWith("/" + field));
    }

    private static com.fasterxml.jackson.databind.JsonNode tree(String json) throws Exception {
        return json.startsWith("P") ? Catalog.JSON.readTree('"' + json + '"') : Catalog.JSON.readTree(json);
    }

    @Test
    void anotherTypeThanJsonIsRefused() {
        school.author()
                .contentType("text/plain")
                .body(Catalog.definition().toString())
                .post(PATH)
                .then()
                .statusCode(415)
                .contentType("application/problem+json");
    }

    @Test
    void withoutATokenNothingIsWritten() {
        Catalog.anybody()
                .body(Catalog.definition().toString())
                .post(PATH)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    @Test
    void anExpiredTokenIsRefused() {
        refused(author().lifetime(Duration.ofMinutes(-5)).sign());
    }

    @Test
    void aTokenForAnotherAudienceIsRefused() {
        refused(author().audience("payroll").sign());
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() {
        refused(author().issuer("https://identity.example/realms/other").sign());
    }

    @Test
    void aTokenSignedByAStrangerIsRefused() {
        refused(author().signedByStranger());
    }

    @Test
    void whatIsNoTokenIsRefused() {
        refused("nonsense");
    }

    private Tokens author() {
        return Tokens.of("anna").institution(school.slug(), "author");
    }

    private static void refused(String token) {
        Catalog.anybody()
                .auth()
                .oauth2(token)
                .body(Catalog.definition().toString())
                .post(PATH)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"registrar", "assessor", "nothing"})
    void whoIsNoAuthorMayNotWrite(String role) {
        school.as(role)
                .body(Catalog.definition().toString())
                .post(PATH)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void learnersEmployersAndOperatorsMayNotWrite() {
        for (Tokens token :
                new Tokens[] {Tokens.learner("lena"), Tokens.of("emil").employer("acme"), Tokens.operator()}) {
            Catalog.as(token)
                    .body(Catalog.definition().toString())
                    .post(PATH)
                    .then()
                    .statusCode(403);
        }
        school.author()
                .body(Catalog.institution(Catalog.slug()).toString())
                .post("/catalog/institutions")
                .then()
                .statusCode(403);
        school.author()
                .contentType("image/png")
                .body(Catalog.png())
                .put("/catalog/institutions/" + school.id() + "/logo")
                .then()
                .statusCode(403);
        school.author()
                .post("/catalog/operations/topics/catalog.organisations/republication")
                .then()
                .statusCode(403);
    }

    @Test
    void aRoleAtAnotherInstitutionDoesNotCount() {
        Tokens both = Tokens.of("bea").institution(school.slug(), "registrar").institution("elsewhere", "author");
        Catalog.as(both)
                .header("Testamur-Institution", school.slug())
                .body(Catalog.definition().toString())
                .post(PATH)
                .then()
                .statusCode(403);
        Catalog.as(both).body(Catalog.definition().toString()).post(PATH).then().statusCode(403);
        school.author()
                .header("Testamur-Institution", "elsewhere")
                .body(Catalog.definition().toString())
                .post(PATH)
                .then()
                .statusCode(403);
    }

    @Test
    void anInstitutionThatIsNotSetUpIsNotFound() {
        Catalog.as(Tokens.of("anna").institution("unheard-of", "author"))
                .body(Catalog.definition().toString())
                .post(PATH)
                .then()
                .statusCode(404);
    }
}
