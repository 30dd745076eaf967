package org.testamur.e2e;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The OpenAPI document of the whole origin as this stack serves it, and its viewer in a browser. */
class ApiDocumentE2E {

    private final Stack stack = Stack.running();
    private final NodePackage checks = new NodePackage(Stack.root().resolve("tests/api"));

    @Test
    void whatIsServedKeepsTheRulesOfOutsidersAndOurs() throws Exception {
        checks.run("npm run check", environment(), "npm", "run", "check", "--", stack.publicUrl() + "/openapi");
    }

    @Test
    void theViewerShowsItAndAsksNobodyElse() throws Exception {
        checks.run("npm run browse", environment(), "npm", "run", "browse");
    }

    private Map<String, String> environment() {
        return Map.of(
                "TESTAMUR_PUBLIC_URL",
                stack.publicUrl().toString(),
                "NODE_EXTRA_CA_CERTS",
                stack.authority().toAbsolutePath().toString());
    }
}
