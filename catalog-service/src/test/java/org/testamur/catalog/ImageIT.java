package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.catalog.image.Jpegs;

@QuarkusTest
class ImageIT {

    private static final int MIB = 1024 * 1024;

    private Catalog.School school;
    private String draft;

    @BeforeEach
    void begin() {
        school = Catalog.school();
        draft = school.draft();
    }

    @Test
    void anImageIsPublishedWithItsVersionForEver() {
        put("image/png", Catalog.png(), "A chef's hat 👩‍🍳")
                .then()
                .statusCode(200)
                .body("draft.image.mediaType", equalTo("image/png"))
                .body("draft.image.alternativeText", equalTo("A chef's hat 👩‍🍳"));
        school.author()
                .get("/catalog/staff/micro-credentials/" + draft + "/draft/image")
                .then()
                .statusCode(200)
                .contentType("image/png");
        Catalog.anybody()
                .get("/catalog/staff/micro-credentials/" + draft + "/draft/image")
                .then()
                .statusCode(401);
        school.publish(draft);
        put("image/svg+xml", Catalog.SVG, null).then().statusCode(200);
        school.publish(draft);
        byte[] first = image(1, "image/png");
        byte[] second = image(2, "image/svg+xml");
        assertThat(first).isEqualTo(Catalog.png());
        assertThat(second).isEqualTo(Catalog.SVG);
        Catalog.anybody()
                .get("/catalog/micro-credentials/" + draft)
                .then()
                .body(
                        "publishedVersions[1].image.url",
                        equalTo("https://localhost:8443/catalog/micro-credentials/" + draft + "/versions/2/image"))
                .body("publishedVersions[1].image.alternativeText", equalTo("A chef's hat 👩‍🍳"));
    }

    private byte[] image(int version, String type) {
        return Catalog.anybody()
                .get("/catalog/micro-credentials/" + draft + "/versions/" + version + "/image")
                .then()
                .statusCode(200)
                .contentType(type)
                .header("Cache-Control", containsString("immutable"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", containsString("sandbox"))
                .extract()
                .asByteArray();
    }

    @Test
    void aPhotographIsKeptAsAPngWithoutWhereItWasTaken() throws IOException {
        put("image/jpeg", Jpegs.withExif(Jpegs.of(3000, 1000), 6, "GPS 59.437 24.745"), "A hall")
                .then()
                .statusCode(200)
                .body("draft.image.mediaType", equalTo("image/png"));
        byte[] png = draftImage();
        BufferedImage upright = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(upright.getWidth()).isLessThan(upright.getHeight()).isLessThanOrEqualTo(1024);
        assertThat(upright.getHeight()).isEqualTo(1024);
        assertThat(new String(png, StandardCharsets.ISO_8859_1)).doesNotContain("GPS", "Exif", "eXIf");
    }

    @Test
    void aFormSendsImageAndTextAtOnce() {
        school.author()
                .contentType("multipart/form-data")
                .multiPart("alternativeText", "A hat")
                .multiPart("image", "hat.png", Catalog.png(), "image/png")
                .header("If-Match", "*")
                .put("/catalog/micro-credentials/" + draft + "/image")
                .then()
                .statusCode(200)
                .body("draft.image.mediaType", equalTo("image/png"))
                .body("draft.image.alternativeText", equalTo("A hat"));
        assertThat(draftImage()).isEqualTo(Catalog.png());
    }

    @Test
    void aFormWithoutAnImageOrOfAnotherTypeIsRefused() {
        Response without = school.author()
                .contentType("multipart/form-data")
                .multiPart("alternativeText", "A hat")
                .header("If-Match", "*")
                .put("/catalog/micro-credentials/" + draft + "/image");
        refused(without, 400, "urn:testamur:problem:invalid");
        Response text = school.author()
                .contentType("multipart/form-data")
                .multiPart("image", "hat.txt", "hat".getBytes(StandardCharsets.UTF_8), "text/plain")
                .header("If-Match", "*")
                .put("/catalog/micro-credentials/" + draft + "/image");
        refused(text, 415, "urn:testamur:problem:image-type");
    }

    @Test
    void whoReplacesAnImageNamesTheVersionThatTheyRead() {
        for (@Nullable String stale : new @Nullable String[] {null, "\"7\"", "7"}) {
            var request = school.author().contentType("image/png").body(Catalog.png());
            if (stale != null) {
                request.header("If-Match", stale);
            }
            request.put("/catalog/micro-credentials/" + draft + "/image?alternativeText=A+hat")
                    .then()
                    .statusCode(stale == null ? 428 : stale.startsWith("\"") ? 412 : 400);
        }
        school.author()
                .header("If-Match", "\"0\"")
                .contentType("image/png")
                .body(Catalog.png())
                .put("/catalog/micro-credentials/" + draft + "/image?alternativeText=A+hat")
                .then()
                .statusCode(200)
                .header("ETag", "\"1\"");
    }

    @Test
    void publishingWithoutAnImageWarns() {
        school.author()
                .post("/catalog/micro-credentials/" + draft + "/publication")
                .then()
                .statusCode(200)
                .body("number", equalTo(1))
                .body("warnings.code", hasItems("no-image"));
        put("image/svg+xml", Catalog.SVG, "A dot").then().statusCode(200);
        school.author()
                .post("/catalog/micro-credentials/" + draft + "/publication")
                .then()
                .body("number", equalTo(2))
                .body("warnings", nullValue());
    }

    private byte[] draftImage() {
        return school.author()
                .get("/catalog/staff/micro-credentials/" + draft + "/draft/image")
                .then()
                .statusCode(200)
                .contentType("image/png")
                .extract()
                .asByteArray();
    }

    @Test
    void aReplacedDraftImageLeavesNoRow() {
        put("image/svg+xml", Catalog.SVG, "A dot").then().statusCode(200);
        long one = Footprint.now().counts().getOrDefault("image", 0L);
        put("image/png", Catalog.png(), null).then().statusCode(200);
        assertThat(Footprint.now().counts()).containsEntry("image", one);
    }

    @Test
    void anImageWithoutAlternativeTextIsRefused() {
        refused(put("image/png", Catalog.png(), null), 400, "urn:testamur:problem:invalid");
        put("image/png", Catalog.png(), null).then().body("errors.pointer", hasItems("query:alternativeText"));
    }

    @Test
    void anImageOfTwoMebibytesIsTaken() {
        put("image/svg+xml", svgOf(2 * MIB), "Blank").then().statusCode(200);
    }

    @Test
    void anImageOverTwoMebibytesIsRefused() {
        refused(put("image/svg+xml", svgOf(2 * MIB + 1), "Blank"), 413, "urn:testamur:problem:image-too-large");
        refused(put("image/svg+xml", svgOf(3 * MIB), "Blank"), 413, "urn:testamur:problem:body-too-large");
    }

    @Test
    void anImageOfManyMebibytesIsRefusedInTheSameWords() {
        refused(put("image/png", new byte[12 * MIB], "Blank"), 413, "urn:testamur:problem:body-too-large");
    }

    @Test
    void whatIsNeitherPngNorJpegNorSvgIsRefused() {
        refused(put("image/webp", Catalog.png(), "A hat"), 415, null);
        refused(put("image/gif", Catalog.png(), "A hat"), 415, null);
        refused(put("text/html", Catalog.SVG, "A hat"), 415, null);
    }

    @Test
    void theFirstBytesMustSayWhatTheHeaderSays() {
        refused(put("image/png", Catalog.SVG, "A hat"), 400, "urn:testamur:problem:invalid");
        refused(put("image/svg+xml", Catalog.png(), "A hat"), 400, "urn:testamur:problem:invalid");
        refused(put("image/png", new byte[0], "A hat"), 400, "urn:testamur:problem:invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<svg xmlns='http://www.w3.org/2000/svg'><image href='https://evil.example/x.png'/></svg>",
                "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject/></svg>",
                "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg xmlns='http://www.w3.org/2000/svg'>&x;</svg>"
            })
    void aHostileSvgIsRefused(String svg) {
        refused(
                put("image/svg+xml", svg.getBytes(StandardCharsets.UTF_8), "A hat"),
                400,
                "urn:testamur:problem:invalid");
    }

    @Test
    void aHostileLogoIsRefused() {
        Footprint before = Footprint.now();
        school.as("registrar")
                .contentType("image/svg+xml")
                .body("<svg xmlns='http://www.w3.org/2000/svg' onload='a()'><script/></svg>")
                .header("If-Match", "*")
                .put("/catalog/institutions/" + school.id() + "/logo")
                .then()
                .statusCode(400)
                .body(
                        "errors.detail",
                        hasItems(
                                "has the event handler onload",
                                "holds the element script, which may act or reach outside"));
        Catalog.anybody()
                .get("/catalog/institutions/" + school.id() + "/logo")
                .then()
                .statusCode(404);
        assertThat(Footprint.now()).isEqualTo(before);
    }

    @Test
    void aBadTextAndABadImageAreNamedTogether() {
        put("image/png", Catalog.SVG, "a\u0000b")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItems("query:alternativeText", ""));
    }

    private void refused(Response response, int status, @Nullable String type) {
        // The request was sent before this is called; its draft must be as if it had not been.
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("incident", nullValue());
        if (type != null) {
            response.then().body("type", equalTo(type));
        }
        school.author()
                .get("/catalog/staff/micro-credentials/" + draft)
                .then()
                .body("version", equalTo(0))
                .body("draft.image", nullValue());
    }

    private Response put(String type, byte[] body, @Nullable String alternativeText) {
        var request = school.author().header("If-Match", "*").contentType(type).body(body);
        if (alternativeText != null) {
            request.queryParam("alternativeText", alternativeText);
        }
        return request.put("/catalog/micro-credentials/" + draft + "/image");
    }

    private static byte[] svgOf(int size) {
        byte[] end = "</svg>".getBytes(StandardCharsets.UTF_8);
        byte[] start = "<svg xmlns='http://www.w3.org/2000/svg'>".getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[size];
        Arrays.fill(all, (byte) ' ');
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(end, 0, all, size - end.length, end.length);
        return all;
    }
}
