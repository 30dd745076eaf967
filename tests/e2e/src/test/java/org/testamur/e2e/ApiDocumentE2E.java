package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The OpenAPI document of the whole origin as this stack serves it, and its viewer in a browser. */
class ApiDocumentE2E {

    private final Stack stack = Stack.running();
    private final NodePackage checks = new NodePackage(Stack.root().resolve("tests/api"));

    /** The file that {@code tests/api} holds to the rules of outsiders and ours. */
    @Test
    void theDocumentThatWasCheckedIsServed() throws Exception {
        byte[] served = stack.anybody().get("/openapi").send().expect(200).body();
        assertThat(new String(served, StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(Stack.root().resolve("catalog-service/target/site/openapi.json")));
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
