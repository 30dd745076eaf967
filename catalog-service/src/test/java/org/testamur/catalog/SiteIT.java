package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the origin: the OpenAPI document, its viewer, the front end. */
@QuarkusTest
class SiteIT {

    private static final String DOCUMENT = "{\"openapi\":\"3.1.0\"}";

    @BeforeEach
    void build() throws IOException {
        put("openapi.json", DOCUMENT);
        put("openapi.yaml", "openapi: 3.1.0\n");
        put("docs/index.html", "<!doctype html><title>API</title>");
        put("docs/viewer.js", "export {};");
        zip("docs/viewer.js");
        put("campus/index.html", "<!doctype html><title>Campus</title>");
        put("campus/assets/index-0123abcd.js", "export {};");
        put(".key", "a hash of the sources");
        put("docs/.key", "a hash of the sources");
        Files.writeString(SiteDirectory.PATH.resolveSibling("outside.txt"), "not for outsiders");
        Files.createSymbolicLink(
                SiteDirectory.PATH.resolve("docs/link.txt"), SiteDirectory.PATH.resolveSibling("outside.txt"));
    }

    @AfterEach
    void clear() throws IOException {
        try (var paths = Files.walk(SiteDirectory.PATH)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void theDocumentIsJsonOrYaml() {
        Catalog.anybody()
                .header("Origin", "https://anywhere.example")
                .get("/openapi")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Access-Control-Allow-Origin", "*")
                .header("Vary", not(containsString("Origin")))
                .body("openapi", equalTo("3.1.0"));
        Catalog.anybody()
                .accept("application/yaml")
                .get("/openapi")
                .then()
                .statusCode(200)
                .header("Content-Type", "application/yaml");
        Catalog.anybody().get("/openapi.yaml").then().statusCode(200).header("Content-Type", "application/yaml");
        Catalog.anybody().get("/openapi?format=yaml").then().statusCode(200).header("Content-Type", "application/yaml");
    }

    @Test
    void aPlaceOfTheFrontEndIsItsPage() {
        for (String path : new String[] {
            "/campus", "/campus/", "/campus/learn/credentials", "/campus/?code=a.b&state=c", "/campus/%3Cb%3E"
        }) {
            Catalog.anybody()
                    .urlEncodingEnabled(false)
                    .get(path)
                    .then()
                    .statusCode(200)
                    .contentType("text/html")
                    .header("Cache-Control", "no-cache")
                    .body("html.head.title", equalTo("Campus"));
        }
        Catalog.anybody()
                .get("/campus/assets/index-0123abcd.js")
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Cache-Control", containsString("immutable"));
        Catalog.anybody().get("/campus/assets/gone-0123abcd.js").then().statusCode(404);
        Catalog.anybody().get("/campusx").then().statusCode(404);
    }

    @Test
    void aPageLoadsNothingFromOutside() {
        Catalog.anybody()
                .get("/docs")
                .then()
                .statusCode(200)
                .header(
                        "Content-Security-Policy",
                        containsString("default-src 'none'; script-src 'self'; style-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    @Test
    void whatIsKnownIsNotSentAgain() throws IOException {
        String tag = Catalog.anybody().get("/openapi").header("ETag");
        Catalog.anybody()
                .header("If-None-Match", tag)
                .get("/openapi")
                .then()
                .statusCode(304)
                .header("ETag", tag)
                .header("Content-Type", nullValue());
        put("openapi.json", "{\"openapi\":\"3.1.1\",\"later\":true}");
        Catalog.anybody()
                .header("If-None-Match", tag)
                .get("/openapi")
                .then()
                .statusCode(200)
                .header("ETag", not(equalTo(tag)))
                .body("later", equalTo(true));
    }

    @Test
    void whatIsCompressedIsAFormOfItsOwn() throws Exception {
        HttpResponse<byte[]> zipped = get("/docs/viewer.js", "gzip, deflate");
        assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(zipped.headers().firstValue("ETag").orElseThrow()).endsWith("-gzip\"");
        assertThat(zipped.headers().allValues("Vary")).anyMatch(vary -> vary.contains("Accept-Encoding"));
        try (var unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(new String(unzipped.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("export {};");
        }
        HttpResponse<byte[]> plain = get("/docs/viewer.js", "identity");
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.body()).isEqualTo("export {};".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void headersComeWithoutTheBodyAndOtherMethodsNotAtAll() {
        Catalog.anybody()
                .head("/openapi")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .header("Content-Length", String.valueOf(DOCUMENT.length()));
        Catalog.anybody().body("x").post("/openapi").then().statusCode(405).header("Allow", "GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/../outside.txt",
                "/docs/../../outside.txt",
                "/docs/..%2f..%2foutside.txt",
                "/docs/%2e%2e/%2e%2e/outside.txt",
                "/docs//outside.txt",
                "/docs/.key",
                "/docs/link.txt",
                "/docs/assets/",
                "/docs/viewer.js.gz",
                "/docs/viewer.js/",
                "/campus/.key",
                "/campus/..%2f.key",
            })
    void nothingElseIsRead(String path) throws Exception {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 404")
                .doesNotContain("not for outsiders", "a hash of the sources", "export");
    }

    @Test
    void aBuildWithoutTheFilesSaysSo() throws IOException {
        clear();
        Files.createDirectories(SiteDirectory.PATH);
        for (String path : new String[] {"/openapi", "/docs/", "/campus/learn"}) {
            Catalog.anybody()
                    .get(path)
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("type", endsWith(":not-built"))
                    .body("detail", containsString("./testamur builds them"));
        }
    }

    /** By a plain socket: clients normalise paths. */
    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static HttpResponse<byte[]> get(String path, String codings) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                            .header("Accept-Encoding", codings)
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }

    private static void put(String name, String text) throws IOException {
        Path file = SiteDirectory.PATH.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void zip(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(Files.readAllBytes(SiteDirectory.PATH.resolve(name)));
        }
        Files.write(SiteDirectory.PATH.resolve(name + ".gz"), bytes.toByteArray());
    }
}
