package org.testamur.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.testamur.e2e.Answer;
import org.testamur.e2e.Exchange;
import org.testamur.e2e.Json;

/** Tells on the terminal what is sent and what comes back, shortened to what a reader can take in. */
public final class Narrator {

    private static final int LONGEST_TEXT = 96;
    private static final int LONGEST_LINE = 400;

    private final PrintStream out;
    private int steps;

    public Narrator(PrintStream out) {
        this.out = out;
    }

    /** One that says nothing. */
    public static Narrator silent() {
        return new Narrator(new PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    }

    void step(String title) {
        out.printf("%n%d. %s%n", ++steps, title);
    }

    void says(String text) {
        out.println("   " + text);
    }

    void exchange(Exchange exchange) {
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
