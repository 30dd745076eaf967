package org.testamur.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What bad input gets: a problem document that names every fault, and no trace in any table or topic. */
class RefusalsE2E {

    private final Classroom classroom = new Classroom();
    private final Stack stack = classroom.stack;
    private java.util.Map<String, Long> rows = java.util.Map.of();
    private java.util.Map<org.apache.kafka.common.TopicPartition, Long> ends = java.util.Map.of();

    private void fromHereOnNothingChanges() throws Exception {
        rows = settledRows();
        ends = Inside.ends();
    }

    @AfterEach
    void nothingChanged() throws Exception {
        if (!rows.isEmpty()) {
            assertThat(settledRows()).isEqualTo(rows);
            assertThat(Inside.ends()).isEqualTo(ends);
        }
    }

    /** Row counts that two looks in a row agree upon: what earlier requests set off has come to rest. */
    private static java.util.Map<String, Long> settledRows() throws Exception {
        return org.awaitility.Awaitility.await()
                .atMost(Classroom.PATIENCE)
                .pollInterval(java.time.Duration.ofMillis(500))
                .until(
                        new java.util.concurrent.Callable<>() {
                            private java.util.Map<String, Long> before = java.util.Map.of();

                            @Override
                            public java.util.Map<String, Long> call() throws Exception {
                                java.util.Map<String, Long> now = Inside.rows();
                                java.util.Map<String, Long> agreed = now.equals(before) ? now : java.util.Map.of();
                                before = now;
                                return agreed;
                            }
                        },
                        agreed -> !agreed.isEmpty());
    }

    @Test
    void enrolmentInWhatIsNotOpen() throws Exception {
        classroom.learner("lena");
        Answer draft = classroom
                .author
                .post("/catalog/micro-credentials")
                .json(classroom.draft("Only a draft"))
                .send()
                .expect(201);
        fromHereOnNothingChanges();
        Classroom.refused(enrol(UUID.randomUUID().toString()), 404, "");
        Classroom.refused(enrol(draft.json().path("id").asText()), 404, "");
        Classroom.refused(
                stack.anybody()
                        .get("/catalog/micro-credentials/"
                                + draft.json().path("id").asText())
                        .send(),
                404,
                "");
    }

    private Answer enrol(String microCredential) {
        return stack.person("lena")
                .post("/enrolment/enrolments")
                .json(Json.object("microCredentialId", microCredential))
                .send();
    }

    @Test
    void resultsThatCannotBe() throws Exception {
        classroom.learner("lena");
        Classroom.Published published = classroom.publish("Results that cannot be");
        Answer enrolled = classroom.enrol("lena", published);
        String path = "/assessment/results/" + enrolled.json().path("id").asText();
        classroom.assessor.get(path).after(enrolled).send().expect(404);
        fromHereOnNothingChanges();

        Classroom.refused(
                classroom
                        .assessor
                        .put("/assessment/results/" + UUID.randomUUID())
                        .json(Classroom.result(80))
                        .send(),
                404,
                "");
        Classroom.refused(
                classroom.assessor.put(path).json(Classroom.result(101)).send(), 400, "invalid");
        Classroom.refused(
                classroom.assessor.put(path).json(Classroom.result(-1)).send(), 400, "invalid");
        ObjectNode faulty = Json.object(
                "score", 1000,
                "evidence",
                        Json.array(
                                Json.object("url", "http://evidence.example/plain"),
                                Json.object("url", "javascript:alert(1)")),
                "assessedOn", Classroom.today().plusDays(3).toString());
        Answer refused =
                Classroom.refused(classroom.assessor.put(path).json(faulty).send(), 400, "invalid");
        assertThat(StreamSupport.stream(refused.json().path("errors").spliterator(), false)
                        .map(error -> error.path("pointer").asText()))
                .as(refused.text())
                .contains("/score", "/evidence/0/url", "/evidence/1/url", "/assessedOn");
        Classroom.refused(
                stack.person("amir")
                        .at("harbour")
                        .put(path)
                        .json(Classroom.result(80))
                        .send(),
                404,
                "");
    }

    @Test
    void aResultOnAnEnrolmentOfOnesOwn() throws Exception {
        classroom.learner("asha");
        Answer own = classroom.enrol("asha", classroom.publish("Assessed by oneself"));
        String path = "/assessment/results/" + own.json().path("id").asText();
        classroom.assessor.get(path).after(own).send().expect(404);
        fromHereOnNothingChanges();
        Classroom.refused(
                classroom.assessor.put(path).json(Classroom.result(100)).send(), 403, "own-enrolment");
    }

    @Test
    void picturesThatAreNoneOrDoMoreThanShow() throws Exception {
        Answer draft = classroom
                .author
                .post("/catalog/micro-credentials")
                .json(classroom.draft("Pictures"))
                .send()
                .expect(201);
        String path =
                "/catalog/micro-credentials/" + draft.json().path("id").asText() + "/image?alternativeText=A+picture";
        fromHereOnNothingChanges();
        Classroom.refused(
                picture(path, "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"),
                400,
                "");
        Classroom.refused(
                picture(
                        path,
                        "image/svg+xml",
                        "<svg xmlns='http://www.w3.org/2000/svg'><image href='https://elsewhere.example/a.png'/></svg>"),
                400,
                "");
        Classroom.refused(
                picture(path, "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), 400, "");
        Classroom.refused(picture(path, "image/png", "<svg xmlns='http://www.w3.org/2000/svg'/>"), 400, "");
        assertThat(picture(path, "image/gif", "GIF89a").status()).isIn(400, 415);
        byte[] large = new byte[1_200_000];
        Arrays.fill(large, (byte) ' ');
        assertThat(classroom
                        .author
                        .put(path)
                        .header("If-Match", "*")
                        .body("image/svg+xml", large)
                        .send()
                        .status())
                .isIn(400, 413);
    }

    private Answer picture(String path, String type, String content) {
        return classroom
                .author
                .put(path)
                .header("If-Match", "*")
                .body(type, content.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    @Test
    void anotherInstitutionsRecordsAreNotThere() throws Exception {
        classroom.learner("lena");
        Classroom.Published published = classroom.publish("Northfield's own");
        Answer enrolled = classroom.enrol("lena", published);
        String enrolment = enrolled.json().path("id").asText();
        classroom
                .assessor
                .get("/assessment/results/" + enrolment)
                .after(enrolled)
                .send()
                .expect(404);
        fromHereOnNothingChanges();
        Session hugo = stack.person("hugo");
        Classroom.refused(hugo.get("/enrolment/enrolments/" + enrolment).send(), 404, "");
        Classroom.refused(
                hugo.post("/enrolment/enrolments/" + enrolment + "/withdrawal").send(), 404, "");
        Classroom.refused(hugo.get("/assessment/results/" + enrolment).send(), 404, "");
        Classroom.refused(hugo.get("/issuance/awards/" + enrolment).send(), 404, "");
        Session hanna = stack.person("hanna");
        Classroom.refused(
                hanna.get("/catalog/staff/micro-credentials/" + published.id()).send(), 404, "");
        Classroom.refused(
                hanna.put("/catalog/micro-credentials/" + published.id())
                        .header("If-Match", "*")
                        .json(classroom.draft("Taken over"))
                        .send(),
                404,
                "");
        Classroom.refused(
                stack.person("lukas")
                        .get("/enrolment/learners/me/enrolments/" + enrolment)
                        .send(),
                registered("lukas") ? 404 : 403,
                "");
    }

    private boolean registered(String name) {
        return stack.person(name).get("/enrolment/learners/me").send().status() == 200;
    }

    @Test
    void tokensThatAreNotForUs() throws Exception {
        fromHereOnNothingChanges();
        String path = "/catalog/staff/micro-credentials";
        Classroom.refused(stack.anybody().get(path).send(), 401, "unauthenticated");
        Classroom.refused(stack.machine("outsider").get(path).send(), 401, "unauthenticated");
        Classroom.refused(stack.bearer("nobody", "not.a.token").get(path).send(), 401, "unauthenticated");
        Classroom.refused(stack.bearer("forger", forged()).get(path).send(), 401, "unauthenticated");
        String good = String.valueOf(classroom.author.token());
        Classroom.refused(
                stack.bearer("forger", good.substring(0, good.length() - 8) + "AAAAAAAA")
                        .get(path)
                        .send(),
                401,
                "unauthenticated");
        Classroom.refused(stack.person("lena").get(path).send(), 403, "");
    }

    /** Adam's claims under somebody's own key. */
    private String forged() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var key = generator.generateKeyPair().getPrivate();
        long now = Instant.now(stack.clock()).getEpochSecond();
        String claims = Json.text(Json.object(
                "iss",
                stack.publicUrl() + "/auth/realms/testamur",
                "aud",
                "testamur",
                "sub",
                UUID.randomUUID().toString(),
                "iat",
                now,
                "exp",
                now + 600,
                "groups",
                new String[] {"/institutions/northfield/author"}));
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signature.sign());
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Test
    void bodiesThatCannotBeRead() throws Exception {
        fromHereOnNothingChanges();
        String path = "/catalog/micro-credentials";
        Classroom.refused(body(path, "{\"title\": "), 400, "");
        Classroom.refused(body(path, "[]"), 400, "");
        Classroom.refused(body(path, ""), 400, "");
        ObjectNode unknown = classroom.draft("Unknown fields");
        unknown.put("colour", "red");
        unknown.withObject("workload").put("weeks", 3);
        Answer refused = Classroom.refused(body(path, Json.text(unknown)), 400, "invalid");
        assertThat(refused.text()).contains("/colour").contains("/workload/weeks");
        ObjectNode controls = classroom.draft("Controls");
        controls.put("title", "Null\u0000and\u0007bell");
        controls.put("description", "");
        Answer named = Classroom.refused(body(path, Json.text(controls)), 400, "invalid");
        assertThat(named.text()).contains("/title").contains("/description");
        Classroom.refused(
                body(path, Json.text(classroom.draft("Lone")).replace("Lone", "Lone \\ud83d surrogate")), 400, "");
    }

    private Answer body(String path, String text) {
        return classroom
                .author
                .post(path)
                .body("application/json", text.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    @Test
    void textOfAnyScriptIsKeptAndItsCredentialVerifies() {
        classroom.learner("layla");
        ObjectNode body = classroom.draft("إدارة فريق العمل 👩🏽‍🍳 𝒳");
        body.put("criteria", "اجتياز التقييم العملي \u200F(60 %)\u200F — 𠮷野家");
        String id = classroom
                .author
                .post("/catalog/micro-credentials")
                .json(body)
                .send()
                .expect(201)
                .json()
                .path("id")
                .asText();
        Answer published = classroom
                .author
                .post("/catalog/micro-credentials/" + id + "/publication")
                .header("If-Match", "*")
                .send()
                .expect(200);
        Answer enrolled = classroom.enrol("layla", new Classroom.Published(id, published));
        classroom.record(enrolled, 88);
        String credential =
                classroom.award(enrolled, "issued").path("credentialId").asText();
        var verified = classroom.verified(credential, "valid");
        assertThat(verified.at("/achievement/name").asText())
                .isEqualTo(body.path("title").asText());
        var document = stack.anybody()
                .get("/credentials/" + credential)
                .send()
                .expect(200)
                .json();
        assertThat(document.at("/credentialSubject/achievement/criteria/narrative")
                        .asText())
                .startsWith(body.path("criteria").asText());
        assertThat(stack.anybody()
                        .post("/credentials/verify")
                        .json(Json.object("verifiableCredential", document))
                        .send()
                        .expect(200)
                        .json()
                        .path("verified")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void updatesThatDoNotSayWhatTheyRead() throws Exception {
        Answer draft = classroom
                .author
                .post("/catalog/micro-credentials")
                .json(classroom.draft("Updated"))
                .send()
                .expect(201);
        String path = "/catalog/micro-credentials/" + draft.json().path("id").asText();
        fromHereOnNothingChanges();
        Classroom.refused(
                classroom.author.put(path).json(classroom.draft("Blindly")).send(), 428, "");
        Classroom.refused(
                classroom
                        .author
                        .put(path)
                        .header("If-Match", "\"4711\"")
                        .json(classroom.draft("Too late"))
                        .send(),
                412,
                "");
    }
}
