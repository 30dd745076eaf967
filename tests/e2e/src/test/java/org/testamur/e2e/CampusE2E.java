package org.testamur.e2e;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference front end, in a browser on this stack: every role's pages, on phone and desktop, in four languages. */
class CampusE2E {

    private final Stack stack = Stack.running();
    private final NodePackage campus = new NodePackage(Stack.root().resolve("clients/campus"));

    @Test
    void itsTextsAndRulesHold() throws Exception {
        campus.run("npm test", Map.of(), "npm", "test");
    }

    @Test
    void everyRoleGoesItsWay() throws Exception {
        campus.run(
                "npm run browse",
                Map.of("TESTAMUR_PUBLIC_URL", stack.publicUrl().toString()),
                "npm",
                "run",
                "browse");
    }
}
