package org.testamur.e2e.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.e2e.Answer;
import org.testamur.e2e.Call;
import org.testamur.e2e.Json;
import org.testamur.e2e.Session;
import org.testamur.e2e.Stack;

/** Who and what must be there before anybody can enrol: finds it, or creates it from the seed. */
public final class Setting {

    private static final Map<String, String> AUTHORS = Map.of("northfield", "adam", "harbour", "hanna");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stack stack;
    private final Seed seed;
    private final Narrator narrator;
    private final Map<String, JsonNode> found = new LinkedHashMap<>();
    private final Map<String, Answer> facts = new HashMap<>();
    private final ObjectNode summary = Json.object();

    public Setting(Stack stack, Seed seed, Narrator narrator) {
        this.stack = stack;
        this.seed = seed;
        this.narrator = narrator;
    }

    /** The id of an organisation or micro-credential, by the name of its seed file. */
    public String id(String slug) {
        return Objects.requireNonNull(found.get(slug), slug).path("id").asText();
    }

    Answer fact(String slug) {
        return Objects.requireNonNull(facts.get(slug), slug);
    }

    ObjectNode summary() {
        return summary;
    }

    /** Finds or creates institutions and employers. */
    public void organisations() {
        Session operator = stack.person("olivia");
        for (Seed.Organisation institution : seed.institutions()) {
            ObjectNode body = institution.body().deepCopy();
            if (body.has("host")) {
                body.put(
                        "host",
                        body.path("host").asText() + ":" + stack.publicUrl().getPort());
            }
            JsonNode there = organisation(operator, "/catalog/institutions", body);
            for (Path logo : institution.logo()) {
                if (!there.hasNonNull("logoUrl")) {
                    operator.put("/catalog/institutions/" + there.path("id").asText() + "/logo")
                            .header("If-Match", "*")
                            .body(Seed.mediaType(logo), Journey.bytes(logo))
                            .send()
                            .expect(200, 201, 204);
                }
            }
            summary.withObject("institutions")
                    .set(
                            institution.slug(),
                            Json.object(
                                    "id", there.path("id").asText(),
                                    "issuerId", there.path("issuerId").asText(),
                                    "issuerBaseUrl", there.path("issuerBaseUrl").asText(),
                                    "didDocumentUrl",
                                            Journey.didDocument(there.path("issuerId")
                                                            .asText())
                                                    .toString()));
        }
        for (Seed.Organisation employer : seed.employers()) {
            JsonNode there = organisation(operator, "/catalog/employers", employer.body());
            summary.withObject("employers")
                    .put(employer.slug(), there.path("id").asText());
        }
    }

    private JsonNode organisation(Session operator, String path, ObjectNode body) {
        String slug = body.path("slug").asText();
        Optional<JsonNode> there = find(
                operator,
                path + "?limit=200",
                item -> item.path("slug").asText().equals(slug));
        if (there.isPresent()) {
            narrator.says(slug + " is there: " + there.get().path("id").asText());
            found.put(slug, there.get());
            facts.put(slug, operator.get(path).quietly().send());
            return there.get();
        }
        Answer created = operator.post(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .json(body)
                .send()
                .expect(201);
        found.put(slug, created.json());
        facts.put(slug, created);
        return created.json();
    }

    /** Returns when each institution's signing key is published. */
    public void didDocuments() {
        for (Seed.Organisation institution : seed.institutions()) {
            String did = Objects.requireNonNull(found.get(institution.slug()))
                    .path("issuerId")
                    .asText();
            String url = Journey.didDocument(did).toString();
            await(did)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> stack.anybody().get(url).quietly().send().status() == 200);
            stack.anybody().get(url).send().expect(200);
        }
    }

    /** Finds or publishes each micro-credential; the answers tell of the publications. */
    public Map<String, Answer> microCredentials() {
        Map<String, Answer> published = new HashMap<>();
        for (Seed.MicroCredential wanted : seed.microCredentials()) {
            Session author = stack.person(Objects.requireNonNull(AUTHORS.get(wanted.institution())))
                    .at(wanted.institution());
            Optional<JsonNode> there =
                    find(author, "/catalog/staff/micro-credentials?limit=200", item -> open(item, wanted.title()));
            if (there.isPresent() && there.get().path("state").asText().equals("published")) {
                narrator.says(wanted.title() + " is published: "
                        + there.get().path("id").asText());
                found.put(wanted.slug(), there.get());
                published.put(
                        wanted.slug(),
                        stack.anybody()
                                .get("/catalog/micro-credentials/" + id(wanted.slug()))
                                .quietly()
                                .send()
                                .expect(200));
            } else {
                published.put(wanted.slug(), publish(author, wanted, there.orElse(null)));
            }
            summary.withObject("microCredentials")
                    .set(
                            wanted.slug(),
                            Json.object(
                                    "id",
                                    id(wanted.slug()),
                                    "url",
                                    stack.publicUrl() + "/catalog/micro-credentials/" + id(wanted.slug())));
        }
        return published;
    }

    private Answer publish(Session author, Seed.MicroCredential wanted, @Nullable JsonNode there) {
        String path = "/catalog/micro-credentials";
        JsonNode draft = there;
        if (draft == null) {
            draft = author.post(path)
                    .after(fact(wanted.institution()))
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .json(wanted.body())
                    .send()
                    .expect(201)
                    .json();
        }
        found.put(wanted.slug(), draft);
        String own = path + "/" + draft.path("id").asText();
        Call image = author.put(own + "/image")
                .query(
                        "alternativeText",
                        wanted.body().path("imageAlternativeText").asText())
                .header("If-Match", "*")
                .body(Seed.mediaType(wanted.image()), Journey.bytes(wanted.image()));
        image.send().expect(200, 201, 204);
        return author.post(own + "/publication").header("If-Match", "*").send().expect(200, 201);
    }

    private static boolean open(JsonNode item, String title) {
        if (item.path("state").asText().matches("closed|retired")) {
            return false;
        }
        return item.findValuesAsText("title").contains(title);
    }

    private static Optional<JsonNode> find(
            Session session, String path, java.util.function.Predicate<JsonNode> wanted) {
        String next = path;
        while (true) {
            JsonNode page = session.get(next).quietly().send().expect(200).json();
            for (JsonNode item : page.path("items")) {
                if (wanted.test(item)) {
                    return Optional.of(item);
                }
            }
            if (!page.hasNonNull("next")) {
                return Optional.empty();
            }
            next = path + "&cursor=" + page.path("next").asText();
        }
    }
}
