package org.testamur.e2e.demo;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testamur.e2e.Answer;
import org.testamur.e2e.Json;
import org.testamur.e2e.Session;
import org.testamur.e2e.Stack;
import org.testamur.e2e.StatusList;
import org.testamur.e2e.WebhookSignature;
import org.testamur.e2e.WebhookSink;

/**
 * From an institution to an employer's webhook and back to a revocation, through public interfaces only. Can be run
 * again and again: what is there is found by slug or title, and each run enrols anew.
 */
public final class Journey implements Story {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Stack stack;
    private final Seed seed;
    private final Narrator narrator;
    private final Keepsakes keepsakes;
    private final ObjectNode summary = Json.object();
    private final Map<String, String> links = new LinkedHashMap<>();
    private final Setting setting;
    private final Steps steps;

    public Journey(Stack stack, Seed seed, Narrator narrator, Keepsakes keepsakes) {
        this.stack = stack;
        this.seed = seed;
        this.narrator = narrator;
        this.keepsakes = keepsakes;
        this.setting = new Setting(stack, seed, narrator);
        this.steps = new Steps(narrator);
    }

    /** A pass and the credential it became. */
    private record Award(
            JsonNode enrolment, String credentialId, String credentialUrl, byte[] credential, long millis) {

        JsonNode status() {
            JsonNode status = Json.read(credential).path("credentialStatus");
            return status.isArray() ? status.get(0) : status;
        }
    }

    @Override
    public Outcome run() {
        summary.put("publicUrl", stack.publicUrl().toString());
        summary.put("caCertificate", stack.authority().toAbsolutePath().toString());

        steps.begin("organisations", "An operator sets up two institutions and two employers");
        setting.organisations();
        JsonNode institutions = setting.summary().path("institutions");
        institutions.properties().forEach(each -> {
            steps.id(each.getKey(), each.getValue().path("id").asText());
            steps.url(each.getKey(), each.getValue().path("issuerBaseUrl").asText());
        });
        setting.summary()
                .path("employers")
                .properties()
                .forEach(each -> steps.id(each.getKey(), each.getValue().asText()));

        steps.begin("signing-keys", "Each institution has a signing key, and its DID document says so");
        setting.didDocuments();
        institutions.properties().forEach(each -> {
            String url = each.getValue().path("didDocumentUrl").asText();
            String did = each.getValue().path("issuerId").asText();
            steps.id(each.getKey(), did).url(each.getKey(), url).expect(url, 200, "id", did);
        });

        steps.begin("micro-credentials", "Authors draft micro-credentials and publish them");
        Map<String, Answer> published = setting.microCredentials();
        setting.summary().path("microCredentials").properties().forEach(each -> {
            String url = each.getValue().path("url").asText();
            String id = each.getValue().path("id").asText();
            steps.id(each.getKey(), id).url(each.getKey(), url).expect(url, 200, "id", id, "state", "published");
        });

        try (WebhookSink sink = new WebhookSink()) {
            steps.begin(
                    "webhook-endpoint",
                    "Northfield lets Brightwater Foods hear of two achievements, which gives and verifies its endpoint");
            JsonNode endpoint = endpoint(sink);
            String secret = endpoint.path("secret").asText();
            steps.id("endpoint", endpoint.path("id").asText());

            steps.begin("award", "Lena enrols right after publishing, passes, and is awarded the credential");
            Award licence = award("food-safety-licence", published, "nora", "asha");
            keepsakes.keep("credential.json", licence.credential());
            summary.put("passedToVerifiableMs", licence.millis());
            narrator.says("From the recorded pass to a credential that verifies: " + licence.millis() + " ms");
            vcApi(licence);
            shows(licence, "valid");

            steps.begin("webhook", "Brightwater hears of it, signed per Standard Webhooks");
            WebhookSink.Delivery issued = delivered(sink, "credential.issued", licence.credentialId());
            check(issued, secret);
            keepsakes.keep("webhook.json", secret, issued);
            steps.id("message", issued.id()).id("credential", licence.credentialId());

            steps.begin("second-host", "Harbour Maritime Academy issues under its own host name");
            Award watch = award("bridge-watch-refresher", published, "hugo", "amir");
            keepsakes.keep("harbour.json", watch.credential());
            shows(watch, "valid");

            steps.begin("revocation", "Lukas is awarded a credential, and the registrar revokes it");
            Award supervision = award("supervising-staff", published, "nora", "asha");
            revoke(supervision);
            check(delivered(sink, "credential.status_changed", supervision.credentialId()), secret);
            shows(supervision, "revoked");
            steps.url(
                    "statusList",
                    supervision.status().path("statusListCredential").asText());

            stack.machine("brightwater-hr")
                    .delete("/webhooks/endpoints/" + endpoint.path("id").asText())
                    .quietly()
                    .send();
            summary.set("webhook", Json.object("endpointId", endpoint.path("id").asText(), "messageId", issued.id()));
        }
        summary.set("steps", steps.end());
        summary.setAll(setting.summary());
        summary.set("links", Json.object());
        links.forEach(((ObjectNode) summary.get("links"))::put);
        keepsakes.keep("summary.json", summary);
        return new Outcome(
                summary,
                "From a recorded pass to a credential that verifies: "
                        + summary.path("passedToVerifiableMs").asLong() + " ms",
                links);
    }

    /** Tells of an award in the step at hand, and what verification says of it in the end. */
    private void shows(Award award, String status) {
        String verification = stack.publicUrl() + "/verification/credentials/" + award.credentialId();
        steps.id("credential", award.credentialId())
                .id("enrolment", award.enrolment().path("id").asText())
                .id("learner", award.enrolment().path("learnerId").asText())
                .url("credential", award.credentialUrl())
                .url("verification", verification)
                .url("page", stack.publicUrl() + "/verify/" + award.credentialId())
                .expect(verification, 200, "status", status, "valid", status.equals("valid"));
    }

    private JsonNode endpoint(WebhookSink sink) {
        String employer = setting.id("brightwater");
        stack.person("nora")
                .put("/verification/grants/" + employer)
                .json(Json.object(
                        "microCredentialIds",
                        List.of(setting.id("food-safety-licence"), setting.id("supervising-staff")),
                        "endsOn",
                        LocalDate.now(ZoneId.of("Europe/Tallinn")).plusYears(1).toString()))
                .after(setting.fact("brightwater"))
                .send()
                .expect(200, 201, 204);
        Session partner = stack.machine("brightwater-hr");
        for (JsonNode earlier : partner.get("/webhooks/endpoints")
                .after(setting.fact("brightwater"))
                .quietly()
                .send()
                .expect(200)
                .json()
                .path("items")) {
            if (earlier.path("url").asText().endsWith(WebhookSink.PATH)) {
                partner.delete("/webhooks/endpoints/" + earlier.path("id").asText())
                        .quietly()
                        .send();
            }
        }
        JsonNode endpoint = partner.post("/webhooks/endpoints")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .json(Json.object("url", sink.url().toString(), "eventTypes", new String[] {
                    "credential.issued", "credential.status_changed"
                }))
                .send()
                .expect(201)
                .json();
        // It is sent nothing else before it has sent the challenge back.
        await("the endpoint to be verified")
                .atMost(PATIENCE)
                .until(() -> partner.get(
                                "/webhooks/endpoints/" + endpoint.path("id").asText())
                        .quietly()
                        .send()
                        .json()
                        .path("state")
                        .asText()
                        .equals("active"));
        return endpoint;
    }

    /** The award when it is issued or refused, or when a registrar is to decide. */
    private JsonNode decided(Session learner, String enrolment, Answer recorded) {
        return await("the award of " + enrolment)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> learner.get("/issuance/learners/me/awards/" + enrolment)
                                .after(recorded)
                                .quietly()
                                .send()
                                .json(),
                        json -> json.path("state").asText().matches("issued|refused")
                                || json.path("waitingFor").toString().contains("registrar"));
    }

    private Award award(String slug, Map<String, Answer> published, String registrarName, String assessorName) {
        Seed.MicroCredential microCredential = seed.microCredential(slug);
        Session learner = stack.person(microCredential.demo().path("learner").asText());
        Session assessor = stack.person(assessorName).at(microCredential.institution());
        Session registrar = stack.person(registrarName).at(microCredential.institution());
        String id = setting.id(slug);

        Answer registered =
                learner.put("/enrolment/learners/me").json(Json.object()).send().expect(200, 201);
        Answer consented = learner.put("/enrolment/learners/me/consents")
                .json(Json.object("name", true, "evidence", true, "result", true))
                .send()
                .expect(200);
        Answer enrolled =
                enrol(learner, registrar, id, java.util.Objects.requireNonNull(published.get(slug)), consented);
        String enrolment = enrolled.json().path("id").asText();

        ObjectNode result = Json.object(
                "score", microCredential.demo().path("score"),
                "evidence",
                        Json.array(Json.object(
                                "url",
                                "https://evidence.example/" + slug + "/" + enrolment,
                                "name",
                                microCredential.demo().path("evidenceName").asText())),
                "assessedOn",
                        LocalDate.now(ZoneId.of(seed.institution(microCredential.institution())
                                        .body()
                                        .path("timeZone")
                                        .asText()))
                                .toString());
        long began = System.nanoTime();
        Answer recorded = assessor.put("/assessment/results/" + enrolment)
                .json(result)
                .after(enrolled)
                .after(registered)
                .send()
                .expect(201);
        JsonNode award = decided(learner, enrolment, recorded);
        if (award.path("state").asText().equals("waiting")) {
            narrator.says("An earlier credential was revoked by staff: the pass waits until a registrar releases it");
            registrar
                    .post("/issuance/awards/" + enrolment + "/release")
                    .json(Json.object())
                    .send()
                    .expect(200);
            award = decided(learner, enrolment, recorded);
        }
        String credential = award.path("credentialId").asText();
        await("the record of " + credential)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> valid(credential));
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();

        Answer again = assessor.put("/assessment/results/" + enrolment)
                .json(result)
                .quietly()
                .send()
                .expect(200);
        narrator.says(
                "The same result once more: 200, still revision " + again.json().path("revision"));
        registrar.get("/issuance/awards/" + enrolment).send().expect(200);
        String url = award.path("credentialUrl").asText();
        Answer served = stack.anybody().get(url).accept("application/vc").send().expect(200);
        stack.anybody().get("/verification/credentials/" + credential).send().expect(200);

        String page = stack.publicUrl() + "/verify/" + credential;
        links.put(microCredential.title(), page);
        summary.withObject("credentials")
                .set(
                        slug,
                        Json.object(
                                "enrolmentId", enrolment,
                                "learnerId", enrolled.json().path("learnerId").asText(),
                                "credentialId", credential,
                                "credentialUrl", url,
                                "statusListUrl",
                                        new Award(enrolled.json(), credential, url, served.body(), 0)
                                                .status()
                                                .path("statusListCredential")
                                                .asText(),
                                "verificationUrl", stack.publicUrl() + "/verification/credentials/" + credential,
                                "pageUrl", page));
        return new Award(enrolled.json(), credential, url, served.body(), millis);
    }

    private boolean valid(String credential) {
        Answer answer = stack.anybody()
                .get("/verification/credentials/" + credential)
                .quietly()
                .send();
        return answer.status() == 200 && answer.json().path("valid").asBoolean();
    }

    private static Answer enrol(
            Session learner, Session registrar, String microCredential, Answer published, Answer registered) {
        for (int attempt = 0; ; attempt++) {
            Answer enrolled = learner.post("/enrolment/enrolments")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .json(Json.object("microCredentialId", microCredential))
                    .after(published)
                    .after(registered)
                    .send();
            if (enrolled.status() != 409 || attempt > 0) {
                return enrolled.expect(201);
            }
            JsonNode earlier = learner.get("/enrolment/learners/me/enrolments?limit=200")
                    .quietly()
                    .send()
                    .expect(200)
                    .json()
                    .path("items");
            for (JsonNode enrolment : earlier) {
                if (enrolment.path("microCredentialId").asText().equals(microCredential)
                        && enrolment.path("state").asText().equals("active")) {
                    registrar
                            .post("/enrolment/enrolments/"
                                    + enrolment.path("id").asText() + "/withdrawal")
                            .send()
                            .expect(200);
                }
            }
        }
    }

    private void vcApi(Award award) {
        JsonNode answer = stack.anybody()
                .post("/credentials/verify")
                .json(Json.object("verifiableCredential", Json.read(award.credential())))
                .send()
                .expect(200)
                .json();
        require(answer.path("verified").asBoolean(), "POST /credentials/verify: " + answer);
    }

    private WebhookSink.Delivery delivered(WebhookSink sink, String type, String credential) {
        return await(type + " of " + credential)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> sink.deliveries().stream()
                                .filter(delivery -> delivery.type().equals(type)
                                        && delivery.credentialId().equals(credential))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private void check(WebhookSink.Delivery delivery, String secret) {
        narrator.says("POST " + WebhookSink.PATH + "   (Testamur, to Brightwater)");
        for (String header : new String[] {"webhook-id", "webhook-timestamp", "webhook-signature"}) {
            narrator.says("  < " + header + ": " + delivery.headers().get(header));
        }
        narrator.says("  < " + delivery.body());
        require(WebhookSignature.matches(delivery, secret), "The webhook's signature is not of its secret.");
        narrator.says("The signature is right.");
    }

    private void revoke(Award award) {
        String list = award.status().path("statusListCredential").asText();
        int index = award.status().path("statusListIndex").asInt();
        stack.person("nora")
                .post("/issuance/credentials/" + award.credentialId() + "/revocation")
                .json(Json.object("reason", "Awarded in error: the second assessor had not signed."))
                .send()
                .expect(200);
        long began = System.nanoTime();
        await("the revocation to show")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> stack.anybody()
                        .get("/verification/credentials/" + award.credentialId())
                        .quietly()
                        .send()
                        .json()
                        .path("status")
                        .asText()
                        .equals("revoked"));
        Answer statusList = await("the bit in the status list")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> stack.anybody()
                                .get(list)
                                .accept("application/vc")
                                .quietly()
                                .send(),
                        answer -> StatusList.of(answer.json()).get(index));
        narrator.says("Both the status list (entry %d) and the verification answer say so after %d ms"
                .formatted(index, Duration.ofNanos(System.nanoTime() - began).toMillis()));
        stack.anybody()
                .get("/verification/credentials/" + award.credentialId())
                .send()
                .expect(200);
        String page = new String(
                stack.anybody()
                        .get("/verify/" + award.credentialId())
                        .accept("text/html")
                        .send()
                        .expect(200)
                        .body(),
                StandardCharsets.UTF_8);
        require(page.toLowerCase(java.util.Locale.ROOT).contains("revoked"), "The page does not say revoked.");
        keepsakes.keep("statuslist.json", statusList.body());
        keepsakes.keep(
                "revoked.json",
                stack.anybody()
                        .get(award.credentialUrl())
                        .accept("application/vc")
                        .quietly()
                        .send()
                        .expect(200)
                        .body());
        summary.put("statusListUrl", list);
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalStateException(otherwise);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static URI didDocument(String did) {
        String[] parts = did.substring("did:web:".length()).split(":", -1);
        String host = java.net.URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
        String path = parts.length == 1
                ? "/.well-known"
                : "/" + String.join("/", java.util.Arrays.copyOfRange(parts, 1, parts.length));
        return URI.create("https://" + host + path + "/did.json");
    }
}
