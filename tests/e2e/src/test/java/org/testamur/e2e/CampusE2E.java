package org.testamur.e2e;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference front end and the log-in pages, in a browser on this stack: on phone and desktop, in four languages. */
class CampusE2E {

    private final Stack stack = Stack.running();
    private final NodePackage campus = new NodePackage(Stack.root().resolve("clients/campus"));

    @Test
    void itsTextsAndRulesHold() throws Exception {
        campus.run("npm test", Map.of(), "npm", "test");
    }

    @Test
    void everyRoleGoesItsWayAndAnybodyLogsIn() throws Exception {
        campus.run(
                "npm run browse",
                Map.of(
                        "TESTAMUR_PUBLIC_URL",
                        stack.publicUrl().toString(),
                        "KEYCLOAK_ADMIN_PASSWORD",
                        Inside.secret("keycloak.admin")),
                "npm",
                "run",
                "browse");
    }
}
