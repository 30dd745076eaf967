package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/front-end.md tells, asked of the running stack. */
class FrontEndE2E {

    private final Classroom classroom = new Classroom();
    private final Stack stack = classroom.stack;

    @Test
    void aBadTokenIsRefusedEvenWhereNoneIsNeeded() {
        Classroom.refused(stack.anybody().get("/enrolment/learners/me").send(), 401, "unauthenticated");
        Classroom.refused(
                stack.bearer("somebody", "garbage")
                        .get("/catalog/micro-credentials")
                        .send(),
                401,
                "unauthenticated");
    }

    @Test
    void whoWorksForSeveralInstitutionsChoosesOne() {
        Session amir = stack.person("amir");
        Classroom.refused(amir.get("/enrolment/enrolments").send(), 403, "no-institution");
        assertThat(amir.at("northfield").get("/enrolment/enrolments").send().status())
                .isEqualTo(200);
        Classroom.refused(amir.at("elsewhere").get("/enrolment/enrolments").send(), 403, "no-institution");
    }

    @Test
    void everyFaultIsNamedAtOnceByItsPointer() {
        ObjectNode draft = classroom.draft("Faulty");
        draft.put("passMark", "sixty").put("colour", "green").remove("criteria");
        Answer answer = Classroom.refused(
                classroom.author.post("/catalog/micro-credentials").json(draft).send(), 400, "invalid");
        assertThat(answer.json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/passMark", "/colour", "/criteria");
        assertThat(Classroom.refused(
                                stack.anybody()
                                        .get("/catalog/micro-credentials?limit=0")
                                        .send(),
                                400,
                                "invalid")
                        .json()
                        .at("/errors/0/pointer")
                        .asText())
                .isEqualTo("query:limit");
    }

    @Test
    void aListIsReadToItsEndByCursorOrByLink() {
        for (int i = 0; i < 3; i++) {
            classroom.publish("Listed");
        }
        List<String> byCursor = new ArrayList<>();
        List<String> byLink = new ArrayList<>();
        String path = "/catalog/micro-credentials?limit=2";
        String cursor = path;
        String link = path;
        do {
            JsonNode page = stack.anybody().get(cursor).send().expect(200).json();
            byCursor.addAll(ids(page));
            cursor = page.hasNonNull("next")
                    ? path + "&cursor=" + page.path("next").asText()
                    : "";
            Answer linked = stack.anybody().get(link).send().expect(200);
            byLink.addAll(ids(linked.json()));
            link = linked.header("Link")
                    .map(next -> next.replaceFirst("<(.*)>; rel=\"next\"", "$1"))
                    .orElse("");
        } while (!cursor.isEmpty() && !link.isEmpty());
        assertThat(cursor).isEqualTo(link);
        assertThat(byCursor).isEqualTo(byLink).doesNotHaveDuplicates().hasSizeGreaterThan(2);
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    @Test
    void aRepetitionUnderOneKeyGetsTheFirstAnswerAndSaysSo() {
        String key = UUID.randomUUID().toString();
        ObjectNode draft = classroom.draft("Repeated");
        Answer first = create(key, draft).expect(201);
        Answer again = create(key, draft).expect(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).hasValue("true");
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        Classroom.refused(create(key, classroom.draft("Another")), 409, "idempotency-key-reused");
    }

    private Answer create(String key, ObjectNode draft) {
        return classroom
                .author
                .post("/catalog/micro-credentials")
                .header("Idempotency-Key", key)
                .json(draft)
                .send();
    }

    @Test
    void whoeverWasFasterIsNotOverwritten() {
        ObjectNode body = classroom.draft("Changed");
        Answer draft = classroom
                .author
                .post("/catalog/micro-credentials")
                .json(body)
                .send()
                .expect(201);
        String own = "/catalog/micro-credentials/" + draft.json().path("id").asText();
        Classroom.refused(classroom.author.put(own).json(body).send(), 428, "if-match-missing");
        body.put("description", "Changed.");
        classroom
                .author
                .put(own)
                .header("If-Match", draft.etag())
                .json(body)
                .send()
                .expect(200);
        Classroom.refused(
                classroom
                        .author
                        .put(own)
                        .header("If-Match", draft.etag())
                        .json(body)
                        .send(),
                412,
                "changed-meanwhile");
    }

    @Test
    void onlyScriptsOfConfiguredOriginsReadWhatIsNotPublic() throws IOException {
        String elsewhere = "https://campus.example";
        String development = "http://localhost:5173";
        assertThat(allowed("/catalog/micro-credentials", "GET", elsewhere)).isEqualTo("*");
        assertThat(allowed("/credentials/verify", "POST", elsewhere)).isEqualTo("*");
        assertThat(allowed("/enrolment/learners/me", "PUT", elsewhere)).isEqualTo("none");
        assertThat(allowed("/enrolment/learners/me", "PUT", development)).isEqualTo(development);
        String documented = Files.readString(Stack.root().resolve("docs/front-end.md"));
        String exposed = stack.anybody()
                .get("/catalog/micro-credentials")
                .send()
                .header("Access-Control-Expose-Headers")
                .orElseThrow();
        String told = documented.substring(documented.indexOf("Scripts may read"));
        assertThat(Pattern.compile("`([^`]+)`")
                        .matcher(told)
                        .results()
                        .map(header -> header.group(1))
                        .toList())
                .containsExactlyInAnyOrder(exposed.split(", "));
    }

    /** What a preflight is told. */
    private String allowed(String path, String method, String origin) {
        return stack.anybody()
                .call("OPTIONS", path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", method)
                .send()
                .expect(204)
                .header("Access-Control-Allow-Origin")
                .orElse("none");
    }
}
