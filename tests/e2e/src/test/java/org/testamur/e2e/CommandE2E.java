package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./testamur token} where a stack runs. */
class CommandE2E {

    private final Stack stack = Stack.running();

    @ParameterizedTest
    @CsvSource({
        "lena, /enrolment/learners/me/enrolments",
        "nora, /enrolment/enrolments",
        "northfield-sis, /enrolment/enrolments",
        "brightwater-hr, /webhooks/endpoints"
    })
    void aTokenOpensWhatItsBearerMay(String name, String path) throws Exception {
        new Classroom().learner("lena");
        Session bearer = stack.bearer(name, token(name));
        assertThat(bearer.get(path).send().status()).isEqualTo(200);
        assertThat(bearer.get("/catalog/staff/micro-credentials").send().status())
                .isEqualTo(name.startsWith("nor") ? 200 : 403);
    }

    private String token(String name) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(Stack.root().resolve("testamur").toString(), "token", name);
        builder.environment().put("TESTAMUR_STATE", stack.state().toString());
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(printed).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\n");
        return printed.strip();
    }
}
