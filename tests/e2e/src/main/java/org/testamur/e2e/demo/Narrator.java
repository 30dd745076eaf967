package org.testamur.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.testamur.e2e.Answer;
import org.testamur.e2e.Exchange;
import org.testamur.e2e.Json;

/** Tells on the terminal what a journey does: a line for each step, or what is sent and what comes back, shortened. */
public final class Narrator {

    private static final int LONGEST_TEXT = 96;
    private static final int LONGEST_LINE = 400;

    /** How much is told. */
    public enum Detail {
        NOTHING,
        STEPS,
        EXCHANGES
    }

    private final PrintStream out;
    private final Detail detail;
    private String title = "";
    private int steps;

    public Narrator(PrintStream out, Detail detail) {
        this.out = out;
        this.detail = detail;
    }

    /** One that says nothing. */
    public static Narrator silent() {
        return new Narrator(
                new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                Detail.NOTHING);
    }

    void step(String newTitle) {
        title = newTitle;
        steps++;
        if (detail == Detail.EXCHANGES) {
            out.printf("%n%d. %s%n", steps, title);
        }
    }

    /** The step is over and went well. */
    void done(Duration took) {
        if (detail == Detail.STEPS) {
            out.printf(Locale.ROOT, "✓ %s (%.1f s)%n", title, took.toMillis() / 1000.0);
        }
    }

    /** The step went wrong. */
    void failed() {
        if (detail == Detail.STEPS && !title.isEmpty()) {
            out.println("✗ " + title);
        }
    }

    void says(String text) {
        if (detail == Detail.EXCHANGES) {
            out.println("   " + text);
        }
    }

    void exchange(Exchange exchange) {
        if (detail != Detail.EXCHANGES) {
            return;
        }
        out.printf("   %s %s   (%s)%n", exchange.method(), exchange.path(), exchange.who());
        byte[] sent = exchange.sent();
        if (sent != null) {
            out.println("     > " + body(exchange.mediaType(), sent));
        }
        Answer answer = exchange.answer();
        out.println("     < " + answer.status() + " "
                + body(answer.header("Content-Type").orElse(null), answer.body()) + "   "
                + answer.took().toMillis() + " ms");
    }

    private static String body(@org.jspecify.annotations.Nullable String type, byte[] body) {
        if (body.length == 0) {
            return "";
        }
        if (type == null || !(type.contains("json") || type.startsWith("application/vc"))) {
            return type + ", " + body.length + " bytes";
        }
        String text = Json.text(shortened(Json.read(body)));
        return text.length() <= LONGEST_LINE ? text : text.substring(0, LONGEST_LINE) + "…";
    }

    private static JsonNode shortened(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(shortened(field.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, shortened(array.get(i)));
            }
        } else if (node.isTextual() && node.textValue().length() > LONGEST_TEXT) {
            return Json.array(node.textValue().substring(0, LONGEST_TEXT) + "…").get(0);
        }
        return node;
    }
}
