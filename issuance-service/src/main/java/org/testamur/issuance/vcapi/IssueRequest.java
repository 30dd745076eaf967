package org.testamur.issuance.vcapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.testamur.platform.problem.Fault;
import org.testamur.platform.problem.Refusal;

/**
 * Splits a request into the texts of its credentials. A request in compact form is not parsed: a text that a template
 * matches byte for byte needs no parsing. All other texts are parsed before use.
 */
final class IssueRequest {

    static final String ONE = "credential";
    static final String MANY = "credentials";
    static final int MOST = 1_000;

    private IssueRequest() {}

    static byte[] one(byte[] body) {
        byte[] scanned = new JsonSpans(body).only(ONE);
        if (scanned != null) {
            return scanned;
        }
        JsonNode request = request(body, ONE);
        if (!request.path(ONE).isObject()) {
            throw Refusal.invalid("/" + ONE, "must be the credential as a JSON object");
        }
        return PresentedJson.write(request.path(ONE));
    }

    static List<byte[]> many(byte[] body) {
        List<byte[]> scanned = new JsonSpans(body).onlyList(MANY);
        if (scanned == null) {
            JsonNode request = request(body, MANY);
            JsonNode credentials = request.path(MANY);
            if (!credentials.isArray() || credentials.isEmpty()) {
                throw Refusal.invalid("/" + MANY, "must be an array of credentials");
            }
            scanned = new ArrayList<>(credentials.size());
            for (JsonNode credential : credentials) {
                scanned.add(PresentedJson.write(credential));
            }
        }
        if (scanned.size() > MOST) {
            throw Refusal.invalid("/" + MANY, "must not hold more than " + MOST + " credentials");
        }
        return scanned;
    }

    private static JsonNode request(byte[] body, String member) {
        JsonNode request = PresentedJson.read(body);
        if (!request.isObject()) {
            throw Refusal.invalid("", "a JSON object is expected");
        }
        List<Fault> faults = new ArrayList<>();
        request.fieldNames().forEachRemaining(name -> {
            if (!Arrays.asList(member, "options").contains(name)) {
                faults.add(new Fault("/" + name, "is not a field of this request"));
            }
        });
        if (request.has("options") && !request.path("options").isObject()) {
            faults.add(new Fault("/options", "must be an object"));
        }
        if (request.path("options").has("credentialStatus")) {
            faults.add(new Fault("/options/credentialStatus", "is not supported yet: leave it out"));
        }
        if (!faults.isEmpty()) {
            throw Refusal.invalid(faults);
        }
        return request;
    }
}
