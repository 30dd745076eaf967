package org.testamur.catalog;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.eclipse.microprofile.config.ConfigProvider;
import org.testamur.testing.Events;
import org.testamur.testing.Tokens;

/** The catalog as tests speak to it: over HTTP, as one person or another. */
final class Catalog {

    static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

    static final byte[] SVG =
            "<svg xmlns='http://www.w3.org/2000/svg'><circle r='4'/></svg>".getBytes(StandardCharsets.UTF_8);

    private Catalog() {}

    /** An institution that a test has for itself. */
    record School(String id, String slug) {

        RequestSpecification as(String role) {
            return Catalog.as(token(role));
        }

        Tokens token(String role) {
            return Tokens.of(role + "-of-" + slug).institution(slug, role);
        }

        RequestSpecification author() {
            return as("author");
        }

        /** A draft's id. */
        String draft() {
            return draft(definition()).path("id");
        }

        Response draft(JsonNode definition) {
            return author().body(definition.toString()).post("/catalog/micro-credentials");
        }

        String published() {
            String id = draft();
            publish(id);
            return id;
        }

        void publish(String id) {
            author().post("/catalog/micro-credentials/" + id + "/publication")
                    .then()
                    .statusCode(200);
        }

        Response replace(String id, JsonNode definition) {
            String etag = author().get("/catalog/staff/micro-credentials/" + id).header("ETag");
            return author().header("If-Match", etag)
                    .body(definition.toString())
                    .put("/catalog/micro-credentials/" + id);
        }

        String closed() {
            String id = published();
            author().post("/catalog/micro-credentials/" + id + "/closure")
                    .then()
                    .statusCode(200);
            return id;
        }
    }

    static RequestSpecification as(Tokens token) {
        return given().auth().oauth2(token.sign()).contentType("application/json");
    }

    static RequestSpecification operator() {
        return as(Tokens.operator());
    }

    static RequestSpecification anybody() {
        return given().contentType("application/json");
    }

    static String slug() {
        return "s" + UUID.randomUUID().toString().substring(0, 12);
    }

    static School school() {
        String slug = slug();
        String id = operator()
                .body(institution(slug).toString())
                .post("/catalog/institutions")
                .path("id");
        return new School(id, slug);
    }

    static ObjectNode institution(String slug) {
        return json("""
                {"name": "Northfield University", "url": "https://northfield.example/", "country": "EE",
                 "timeZone": "Europe/Tallinn", "languages": ["et", "en"]}""").put("slug", slug);
    }

    static ObjectNode definition() {
        return json("""
                {"title": "Food Safety Licence", "description": "Licensed to prepare and serve food.",
                 "language": "en", "criteria": "Scored 60 of 100 points or more.",
                 "outcomes": [{"text": "Recognise hazards.", "targetName": "Catering",
                               "targetUrl": "http://data.europa.eu/esco/isced-f/1013", "targetFramework": "ISCED-F 2013"},
                              {"text": "Hold food at safe temperatures."}],
                 "awardType": "License", "workload": {"hours": 16, "ects": 0.5},
                 "level": {"framework": "EQF", "value": "3"}, "assessmentType": "Written assessment",
                 "passMark": 60, "maximumScore": 100, "price": {"amount": 12000, "currency": "EUR"},
                 "validity": "P3Y"}""");
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] png() {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static JsonNode data(Events.Event event) {
        return Objects.requireNonNull(event.data());
    }

    static Events events() {
        return new Events(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }
}
