package org.testamur.platform.sample;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.testamur.testing.Tokens;

/** Reads and writes notes of the sample service, as an author of one institution. */
public final class NoteRequests {

    private NoteRequests() {}

    public static Response read() {
        return given().auth().oauth2(author()).get("/sample/notes");
    }

    /** Each time under a key of its own. */
    public static Response write() {
        return given().auth()
                .oauth2(author())
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(Map.of("text", "x", "stars", 1))
                .post("/sample/notes");
    }

    private static String author() {
        return Tokens.of("adam").institution("northfield", "author").sign();
    }
}
