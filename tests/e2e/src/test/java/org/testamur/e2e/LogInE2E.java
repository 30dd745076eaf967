package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How people log in locally, and what their names count. */
class LogInE2E {

    private static final String TOKEN = "/auth/realms/testamur/protocol/openid-connect/token";

    private final Classroom classroom = new Classroom();
    private final Stack stack = classroom.stack;

    @Test
    void aPersonWithASingleNameLogsInAndRegisters() {
        Session suu = stack.person("suu");
        Answer registered =
                suu.put("/enrolment/learners/me").json(Json.object()).send().expect(200, 201);
        assertThat(registered.json().path("name").asText()).isEqualTo("Suu");
        assertThat(registered.json().at("/nameConfirmation/method").asText()).isEqualTo("identity-provider");
        assertThat(registered.json().at("/nameConfirmation/by").asText())
                .isEqualTo(stack.publicUrl() + "/auth/realms/testamur");
    }

    @Test
    void aRenameIsNobodysWordUntilTheTokensNameIsTakenAgain() {
        Session suu = stack.person("suu");
        suu.put("/enrolment/learners/me").json(Json.object()).send().expect(200, 201);
        Answer renamed = suu.put("/enrolment/learners/me")
                .json(Json.object("name", "Somebody Famous"))
                .send()
                .expect(200);
        assertThat(renamed.json().has("nameConfirmation")).isFalse();
        Answer again = suu.put("/enrolment/learners/me")
                .json(Json.object("name", "Suu"))
                .send()
                .expect(200);
        assertThat(again.json().has("nameConfirmation")).isTrue();
    }

    @Test
    void passwordsAreExchangedByNoPublicClient() {
        for (String client : new String[] {"testamur-cli", "testamur-web", "admin-cli", "account-console"}) {
            assertThat(password(client, "lena").status()).as(client).isIn(400, 401);
        }
    }

    private Answer password(String client, String person) {
        return stack.anybody()
                .post(TOKEN)
                .body(
                        "application/x-www-form-urlencoded",
                        "grant_type=password&client_id=%s&username=%s&password=%s"
                                .formatted(client, person, person)
                                .getBytes(StandardCharsets.UTF_8))
                .send();
    }
}
