package org.testamur.e2e.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.testamur.e2e.Json;

/**
 * Keeps what each step of a journey made and what anybody can see of it: the array {@code steps} of
 * {@code docs/demo.schema.json}.
 */
final class Steps {

    private final Narrator narrator;
    private final ArrayNode done = Json.array();
    private ObjectNode current = Json.object();
    private long began;

    Steps(Narrator narrator) {
        this.narrator = narrator;
    }

    /** @param name stays the same for ever */
    void begin(String name, String title) {
        end();
        narrator.step(title);
        began = System.nanoTime();
        current = Json.object(
                "name",
                name,
                "title",
                title,
                "millis",
                0,
                "ids",
                Json.object(),
                "urls",
                Json.object(),
                "expected",
                Json.array());
    }

    Steps id(String of, String id) {
        current.withObject("ids").put(of, id);
        return this;
    }

    Steps url(String of, String url) {
        current.withObject("urls").put(of, url);
        return this;
    }

    /**
     * What {@code GET} answers when the journey is over.
     *
     * @param members names and values, in turn, of the answer's JSON
     */
    void expect(String url, int httpStatus, Object... members) {
        current.withArray("expected")
                .add(Json.object("url", url, "httpStatus", httpStatus, "json", Json.object(members)));
    }

    /** Ends the last step; all of them, in order. */
    ArrayNode end() {
        if (current.has("name")) {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            current.put("millis", took.toMillis());
            narrator.done(took);
            done.add(current);
            current = Json.object();
        }
        return done;
    }
}
