import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Receives Testamur's webhooks. TESTAMUR_WEBHOOK_SECRET=whsec_... PORT=9000 java -cp 'lib/*' Receiver.java, where lib holds
 * com.standardwebhooks:standardwebhooks and com.fasterxml.jackson.core:jackson-databind with what it needs.
 */
final class Receiver {

    private static final int LONGEST = 64 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Webhook webhook;
    // In a real receiver: a table with a unique key, written in the transaction that does the work.
    private final Set<String> handled = new HashSet<>();

    Receiver(String secret) throws Exception {
        webhook = new Webhook(secret);
    }

    public static void main(String[] arguments) throws Exception {
        Receiver receiver = new Receiver(System.getenv("TESTAMUR_WEBHOOK_SECRET"));
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "9000"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", receiver::receive);
        server.start();
        System.out.println("listening on " + server.getAddress().getPort());
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST + 1);
            if (body.length > LONGEST) {
                answer(exchange, 413, "");
                return;
            }
            String text = new String(body, StandardCharsets.UTF_8);
            try {
                webhook.verify(text, exchange.getRequestHeaders());
            } catch (WebhookVerificationException e) {
                // A 4xx is tried again later, as a 5xx is.
                answer(exchange, 401, "");
                return;
            }
            JsonNode message = JSON.readTree(text);
            if (message.path("type").asText().equals("endpoint.verification")) {
                answer(exchange, 200, message.at("/data/challenge").asText());
                return;
            }
            String id = exchange.getRequestHeaders().getFirst("webhook-id");
            synchronized (handled) {
                if (!handled.contains(id)) {
                    handle(message);
                    handled.add(id);
                }
            }
            answer(exchange, 204, "");
        }
    }

    private static void handle(JsonNode message) {
        JsonNode data = message.path("data");
        System.out.println(message.path("type").asText() + " " + data.path("credentialId").asText() + " "
                + data.path("status").asText());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
