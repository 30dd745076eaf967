package org.testamur.verification;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.did.DidDocument;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;
import org.testamur.testing.Tokens;

/** An institution and an employer of a test's own, as other services tell of them. */
public record World(
        Events events, UUID institution, String slug, String did, Ed25519.Key key, UUID employer, String employerSlug) {

    public static final UUID MICRO_CREDENTIAL = UUID.fromString("0197b2ef-1200-7000-8000-00000000000a");

    private static final Instant NOW = Instant.now(Clock.systemUTC());

    /** As answers write it: with milliseconds, whatever is finer cut off. */
    public static String written(Instant instant) {
        return new DateTimeFormatterBuilder().appendInstant(3).toFormatter().format(instant);
    }

    /** A credential that was told. */
    public record PublishedCredential(UUID id, String url, UUID learner, UUID enrolment, ObjectNode document) {}

    public static Events connect() {
        return new Events(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }

    public static World create(Events events) {
        World world = silent(events);
        world.tellInstitution();
        world.tellIssuer(1, "active", null);
        world.tellEmployer();
        return world;
    }

    /** Nothing is told yet. */
    public static World silent(Events events) {
        UUID institution = Uuid7.next();
        UUID employer = Uuid7.next();
        String slug = "u-" + institution;
        return new World(
                events,
                institution,
                slug,
                "did:web:localhost%3A8443:issuers:" + slug,
                Ed25519.fastest().generate(),
                employer,
                "e-" + employer);
    }

    public static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(25));
    }

    public void tellInstitution() {
        tellInstitution(1, "Northfield University");
    }

    public void tellInstitution(long version, String name) {
        tellInstitution(version, name, "Europe/Tallinn");
    }

    public void tellInstitution(long version, String name, String timeZone) {
        events.send(
                "catalog.organisations",
                Event.of(
                        "org.testamur.catalog.organisation.changed.v1",
                        institution,
                        institution,
                        version,
                        Map.of(
                                "organisationId", institution,
                                "kind", "institution",
                                "slug", slug,
                                "name", name,
                                "url", "https://northfield.example",
                                "version", version,
                                "timeZone", timeZone,
                                "issuerId", did,
                                "issuerBaseUrl", "https://localhost:8443")));
    }

    public void tellEmployer() {
        events.send(
                "catalog.organisations",
                Event.of(
                        "org.testamur.catalog.organisation.changed.v1",
                        employer,
                        null,
                        1,
                        Map.of(
                                "organisationId",
                                employer,
                                "kind",
                                "employer",
                                "slug",
                                employerSlug,
                                "name",
                                "Brightwater Foods",
                                "url",
                                "https://brightwater.example",
                                "version",
                                1)));
    }

    public String keyId() {
        return did + "#key-1";
    }

    public void tellIssuer(long version, String state, @Nullable Instant validUntil) {
        tellIssuer(version, state, validUntil, null);
    }

    public void tellIssuer(long version, String state, @Nullable Instant validUntil, @Nullable Instant compromisedAt) {
        String multikey = Multikey.encodePublicKey(key.publicKey());
        Map<String, Object> history = new LinkedHashMap<>(Map.of(
                "id",
                keyId(),
                "publicKeyMultibase",
                multikey,
                "state",
                state,
                "validFrom",
                NOW.minus(Duration.ofDays(400)).toString()));
        if (validUntil != null) {
            history.put("validUntil", validUntil.toString());
        }
        if (compromisedAt != null) {
            history.put("compromisedAt", compromisedAt.toString());
        }
        events.send(
                "issuance.issuers",
                Event.of(
                        "org.testamur.issuance.issuer.changed.v1",
                        institution,
                        institution,
                        version,
                        Map.of(
                                "institutionId",
                                institution,
                                "issuerId",
                                did,
                                "issuerBaseUrl",
                                "https://localhost:8443",
                                "version",
                                version,
                                "didDocument",
                                DidDocument.of(
                                        did,
                                        List.of(new VerificationMethod(
                                                keyId(),
                                                did,
                                                multikey,
                                                state.equals("compromised") ? Set.of() : Set.of("assertionMethod"),
                                                null))),
                                "keys",
                                List.of(history))));
    }

    public void tellLearner(UUID learner, long version, String name, boolean shown) {
        events.send(
                "enrolment.learners",
                Event.of(
                        "org.testamur.enrolment.learner.changed.v1",
                        learner,
                        null,
                        version,
                        Map.of(
                                "learnerId",
                                learner,
                                "version",
                                version,
                                "name",
                                name,
                                "nameConfirmation",
                                Map.of("method", "staff", "by", UUID.randomUUID(), "at", NOW.toString()),
                                "email",
                                "someone@example.org",
                                "logins",
                                List.of(),
                                "consents",
                                Map.of("name", shown, "evidence", false, "result", false))));
    }

    public void tellErasure(UUID learner, UUID enrolment) {
        events.send(
                "enrolment.erasures",
                Event.of(
                        "org.testamur.enrolment.learner.erased.v1",
                        learner,
                        null,
                        1,
                        Map.of(
                                "learnerId",
                                learner,
                                "enrolmentIds",
                                List.of(enrolment),
                                "erasedAt",
                                NOW.toString(),
                                "version",
                                1)));
    }

    /** A credential, signed by the institution, of which nobody has heard yet. */
    public PublishedCredential credential() {
        return credential(NOW.minus(Duration.ofDays(1)));
    }

    public PublishedCredential credential(Instant validFrom) {
        UUID id = UUID.randomUUID();
        String url = "https://localhost:8443/credentials/" + id;
        ObjectNode document = Badge.sign(Badge.unsigned(url, did, validFrom), keyId(), key);
        return new PublishedCredential(id, url, Uuid7.next(), Uuid7.next(), document);
    }

    /** Tells that the credential was issued, and waits until it is on record. */
    public PublishedCredential issue() {
        PublishedCredential told = credential();
        tell(told, 1, "issued");
        soon().until(() -> status(told.id()) == 200);
        return told;
    }

    public Event tell(PublishedCredential told, long version, String state) {
        return tell(told, version, state, Map.of());
    }

    public Event tell(PublishedCredential told, long version, String state, Map<String, Object> more) {
        return events.send("issuance.credentials", event(told, version, state, more));
    }

    public Event event(PublishedCredential told, long version, String state, Map<String, Object> more) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("credentialId", told.id());
        data.put("credentialUrl", told.url());
        data.put("version", version);
        data.put("institutionId", institution);
        data.put("enrolmentId", told.enrolment());
        data.put("learnerId", told.learner());
        data.put("microCredentialId", MICRO_CREDENTIAL);
        data.put("microCredentialVersion", 1);
        data.put("awardNumber", 1);
        data.put("state", state);
        data.put("awardedAt", told.document().path("validFrom").textValue());
        data.put("validFrom", told.document().path("validFrom").textValue());
        if (told.document().has("validUntil")) {
            data.put("validUntil", told.document().path("validUntil").textValue());
        }
        data.put("statusListUrl", "https://localhost:8443/status-lists/1");
        data.put("statusListIndex", 4711);
        data.put("document", Badge.text(told.document()));
        data.putAll(more);
        return Event.of("org.testamur.issuance.credential." + state + ".v1", told.id(), institution, version, data);
    }

    public static int status(UUID credential) {
        return given().get("/verification/credentials/" + credential).statusCode();
    }

    public static ValidatableResponse verification(UUID credential) {
        return given().get("/verification/credentials/" + credential).then();
    }

    public static String verdict(UUID credential) {
        return verification(credential).extract().path("status");
    }

    public RequestSpecification registrar() {
        return given().auth()
                .oauth2(Tokens.of("nora").institution(slug, "registrar").sign())
                .contentType(ContentType.JSON);
    }

    public RequestSpecification partner() {
        return given().auth()
                .oauth2(Tokens.of("hr").employer(employerSlug).sign())
                .contentType(ContentType.JSON);
    }

    /** Registers an endpoint of the employer's and waits until it is verified; returns its id. */
    public String endpoint(String url, String... eventTypes) {
        String id = unverified(url, eventTypes);
        soon().until(() -> endpointState(id).equals("active"));
        return id;
    }

    /** Registers an endpoint of the employer's; returns its id. */
    public String unverified(String url, String... eventTypes) {
        return partner()
                .body(Map.of("url", url, "eventTypes", List.of(eventTypes)))
                .post("/webhooks/endpoints")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public String endpointState(String id) {
        return partner().get("/webhooks/endpoints/" + id).path("state");
    }

    /** The institution lets the employer hear of everything that {@link #credential()} is issued for. */
    public void grant() {
        soon().until(() -> registrar()
                        .body(grantRequest())
                        .put("/verification/grants/" + employer)
                        .statusCode()
                == 200);
    }

    /** What {@link #grant()} asks for. */
    public static Map<String, Object> grantRequest() {
        return new LinkedHashMap<>(Map.of(
                "microCredentialIds",
                List.of(MICRO_CREDENTIAL),
                "endsOn",
                LocalDate.ofInstant(NOW, ZoneOffset.UTC).plusDays(30).toString()));
    }

    /** The learner lets these employers have their links, and nobody else. */
    public void tellConsents(UUID learner, long version, UUID... employers) {
        events.send(
                "enrolment.learners",
                Event.of(
                        "org.testamur.enrolment.learner.changed.v1",
                        learner,
                        null,
                        version,
                        Map.of(
                                "learnerId",
                                learner,
                                "version",
                                version,
                                "name",
                                "Layla",
                                "consents",
                                Map.of("name", false, "employers", List.of(employers)))));
    }
}
