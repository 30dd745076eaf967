package org.testamur.e2e;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The client that front ends are built on: generated from the documents of this build, and tried on this stack. */
class TypeScriptClientE2E {

    private final Stack stack = Stack.running();
    private final NodePackage client = new NodePackage(Stack.root().resolve("clients/typescript"));

    @Test
    void itIsGeneratedCompiledAndTestedAndGoesTheWholeJourney() throws Exception {
        client.run("npm run build", Map.of(), "npm", "run", "build");
        client.run("npm test", Map.of(), "npm", "test");
        client.run(
                "npm run journey",
                Map.of(
                        "TESTAMUR_PUBLIC_URL",
                        stack.publicUrl().toString(),
                        "NODE_EXTRA_CA_CERTS",
                        stack.authority().toAbsolutePath().toString()),
                "npm",
                "run",
                "journey");
    }
}
