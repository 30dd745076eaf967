package org.testamur.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operation as a service's OpenAPI document describes it.
 *
 * @param roles who may call it: named roles, {@link #ANYBODY} or {@link #SIGNED_IN}; empty when the document does not say
 */
record Operation(String service, String method, String path, Set<String> roles, List<String> mediaTypes) {

    static final String ANYBODY = "anybody";
    static final String SIGNED_IN = "signed-in";

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Pattern NAMED = Pattern.compile("(?:Roles?:?|For) ([^.:]*)");
    private static final Pattern ROLE =
            Pattern.compile("\\b(operator|learner|author|assessor|registrar|employer|administrator|approver|moderator"
                    + "|auditor|sponsor|endorser)s?\\b");

    static List<Operation> of(Stack stack, String service) {
        JsonNode document = stack.anybody()
                .get("/" + service + "/openapi?format=json")
                .accept("application/json")
                .send()
                .expect(200)
                .json();
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(new Operation(
                                service,
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                roles(method.getValue()),
                                mediaTypes(method.getValue())))));
        return operations;
    }

    private static Set<String> roles(JsonNode operation) {
        String description = operation.path("description").asText();
        Set<String> roles = new TreeSet<>();
        Matcher named = NAMED.matcher(description);
        if (named.find()) {
            Matcher role = ROLE.matcher(named.group(1));
            while (role.find()) {
                roles.add(role.group(1));
            }
        }
        if (roles.isEmpty() && description.contains("signed in")) {
            roles.add(SIGNED_IN);
        } else if (roles.isEmpty() && description.matches("(?is).*\\b(public|anybody)\\b.*")) {
            roles.add(ANYBODY);
        }
        if (roles.isEmpty()) {
            operation.path("x-testamur-roles").forEach(role -> roles.add(role.asText()));
        }
        return roles;
    }

    private static List<String> mediaTypes(JsonNode operation) {
        List<String> types = new ArrayList<>();
        operation.path("requestBody").path("content").fieldNames().forEachRemaining(types::add);
        return types;
    }

    /** A request that gets as far as any with this path can: to a record that is not there. */
    Answer call(Session session) {
        Call call = session.call(
                method,
                path.replace("{slug}", "northfield")
                        .replace("{number}", "1")
                        .replaceAll("\\{[^}]*}", UUID.randomUUID().toString()));
        Optional<String> type = mediaTypes.stream().sorted().findFirst();
        type.ifPresent(name -> call.body(
                name, name.contains("json") ? "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8) : new byte[] {1}));
        return call.send();
    }

    /** Calls that succeed without naming anybody's record and take something away. */
    boolean destroysTheCallersOwn() {
        return method.equals("DELETE") && path.contains("/me");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
