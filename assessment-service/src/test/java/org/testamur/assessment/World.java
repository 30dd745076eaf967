package org.testamur.assessment;

import static io.restassured.RestAssured.given;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.platform.event.FactToken;
import org.testamur.testing.Events;
import org.testamur.testing.Identity;
import org.testamur.testing.Servers;
import org.testamur.testing.Tokens;

/** An institution of a test's own with what other services told of it, and its staff at the API. */
@QuarkusTestResource(value = Servers.class, initArgs = @ResourceArg(name = "database", value = "assessment"))
@QuarkusTestResource(Identity.class)
record World(Events events, UUID institution, String slug, ZoneId zone, UUID microCredential, Instant enrolledAt) {

    static final String LINK = "https://portfolio.northfield.example/w/7f3a";

    /** A learner who is enrolled. */
    record Enrolled(UUID enrolment, UUID learner, String subject) {}

    static Events connect() {
        return new Events(ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class));
    }

    /** An institution with a micro-credential of two versions: 60 of 100 passes the first, 80 the second. */
    static World create(Events events) {
        return create(events, ZoneId.of("Europe/Tallinn"));
    }

    static World create(Events events, ZoneId zone) {
        UUID institution = Uuid7.next();
        World world = new World(
                events,
                institution,
                "u-" + institution,
                zone,
                Uuid7.next(),
                Instant.now(Clock.systemUTC()).minus(Duration.ofDays(20)));
        world.tell(
                "catalog.organisations",
                "org.testamur.catalog.organisation.changed.v1",
                institution,
                1,
                Map.of(
                        "organisationId",
                        institution,
                        "kind",
                        "institution",
                        "slug",
                        world.slug,
                        "name",
                        "Northfield University",
                        "url",
                        "https://northfield.example",
                        "version",
                        1,
                        "country",
                        "EE",
                        "timeZone",
                        zone.getId(),
                        "languages",
                        List.of("et", "en")));
        world.known("catalog.organisations", institution, 1);
        world.tellMicroCredential();
        return world;
    }

    /** The same institution with another micro-credential. */
    World another() {
        World another = new World(events, institution, slug, zone, Uuid7.next(), enrolledAt);
        another.tellMicroCredential();
        return another;
    }

    private void tellMicroCredential() {
        tell(
                "catalog.micro-credentials",
                "org.testamur.catalog.micro-credential.published.v1",
                microCredential,
                2,
                Map.of(
                        "microCredentialId",
                        microCredential,
                        "institutionId",
                        institution,
                        "state",
                        "published",
                        "version",
                        2,
                        "versions",
                        List.of(version(1, 60), version(2, 80))));
        known("catalog.micro-credentials", microCredential, 2);
    }

    private static Map<String, Object> version(int number, int passMark) {
        return Map.of("number", number, "title", "Parsing by hand", "passMark", passMark, "maximumScore", 100);
    }

    /** A learner with these log-ins on the first version; known here when the call returns. */
    Enrolled enrolled(String... logins) {
        return enrolled(1, logins);
    }

    Enrolled enrolled(int version, String... logins) {
        UUID learner = Uuid7.next();
        String subject = logins.length == 0 ? "learner-" + learner : logins[0];
        tellLearner(learner, 1, logins.length == 0 ? new String[] {subject} : logins);
        UUID enrolment = Uuid7.next();
        tellEnrolment(enrolment, learner, version, 1, "active");
        known("enrolment.learners", learner, 1);
        known("enrolment.enrolments", enrolment, 1);
        return new Enrolled(enrolment, learner, subject);
    }

    /** A learner whom staff registered: no e-mail address, and no account that they log in with. */
    Enrolled enrolledWithoutLogIn() {
        UUID learner = Uuid7.next();
        events.send(
                "enrolment.learners",
                Events.Event.of(
                        "org.testamur.enrolment.learner.registered.v1",
                        learner,
                        null,
                        1,
                        Map.of(
                                "learnerId",
                                learner,
                                "version",
                                1,
                                "name",
                                nameOf(learner),
                                "consents",
                                Map.of("name", false, "evidence", false, "result", false))));
        UUID enrolment = Uuid7.next();
        tellEnrolment(enrolment, learner, 1, 1, "active");
        known("enrolment.learners", learner, 1);
        known("enrolment.enrolments", enrolment, 1);
        return new Enrolled(enrolment, learner, "nobody");
    }

    /** Nobody else's, so that a trace of it is theirs. */
    static String nameOf(UUID learner) {
        return "Asha Tamm-" + learner.toString().substring(24);
    }

    void tellLearner(UUID learner, long version, String... logins) {
        events.send(
                "enrolment.learners",
                Events.Event.of(
                        "org.testamur.enrolment.learner.registered.v1",
                        learner,
                        null,
                        version,
                        Map.of(
                                "learnerId",
                                learner,
                                "version",
                                version,
                                "name",
                                nameOf(learner),
                                "email",
                                "asha.tamm@example.org",
                                "logins",
                                Arrays.stream(logins)
                                        .map(login -> Map.of("issuer", Tokens.ISSUER, "subject", login))
                                        .toList(),
                                "consents",
                                Map.of("name", false, "evidence", false, "result", false))));
    }

    void tellEnrolment(UUID enrolment, UUID learner, int microCredentialVersion, long version, String state) {
        tell(
                "enrolment.enrolments",
                "org.testamur.enrolment.enrolment." + (state.equals("active") ? "enrolled" : state) + ".v1",
                enrolment,
                version,
                Map.of(
                        "enrolmentId", enrolment,
                        "version", version,
                        "institutionId", institution,
                        "learnerId", learner,
                        "microCredentialId", microCredential,
                        "microCredentialVersion", microCredentialVersion,
                        "state", state,
                        "enrolledAt", enrolledAt.toString()));
    }

    void tellErasure(UUID learner, UUID... enrolments) {
        events.send(
                "enrolment.erasures",
                Events.Event.of(
                        "org.testamur.enrolment.learner.erased.v1",
                        learner,
                        null,
                        1,
                        Map.of(
                                "learnerId",
                                learner,
                                "enrolmentIds",
                                List.of(enrolments),
                                "erasedAt",
                                enrolledAt.toString(),
                                "version",
                                1)));
        known("enrolment.erasures", learner, 1);
    }

    private void tell(String topic, String type, UUID key, long version, Object data) {
        events.send(topic, Events.Event.of(type, key, institution, version, data));
    }

    /** Waits until the service has taken the fact, by the header that anybody would use. */
    void known(String topic, UUID key, long version) {
        String fact = new FactToken(topic, key.toString(), version).encoded();
        for (int tries = 0; tries < 30; tries++) {
            int status = given().auth()
                    .oauth2(Tokens.of("clerk").institution(slug, "registrar").sign())
                    .header("Testamur-After", fact)
                    .get("/assessment/results")
                    .statusCode();
            if (status != 503) {
                return;
            }
        }
        throw new AssertionError("not taken: " + topic + " " + key);
    }

    LocalDate today() {
        return LocalDate.ofInstant(Instant.now(Clock.systemUTC()), zone);
    }

    RequestSpecification staff(String subject, String... roles) {
        return given().auth()
                .oauth2(Tokens.of(subject).institution(slug, roles).sign())
                .contentType("application/json");
    }

    RequestSpecification assessor() {
        return staff("arvo", "assessor");
    }

    String claim(String score) {
        return "{\"score\":" + score + ",\"evidence\":[{\"url\":\"" + LINK + "\"}],\"assessedOn\":\"" + today() + "\"}";
    }

    ValidatableResponse put(Enrolled enrolled, String body, @Nullable String ifMatch) {
        return respond(enrolled, body, ifMatch).then();
    }

    Response respond(Enrolled enrolled, String body, @Nullable String ifMatch) {
        RequestSpecification request = assessor().body(body);
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return request.put("/assessment/results/" + enrolled.enrolment());
    }

    /** Records a score for the first time. */
    void recorded(Enrolled enrolled, String score) {
        put(enrolled, claim(score), null).statusCode(201);
    }

    /** What was told of an enrolment, oldest first. */
    List<Events.Event> told(UUID enrolment) {
        return events.read("assessment.results").stream()
                .filter(event -> event.key().equals(enrolment.toString()))
                .toList();
    }

    Events.Event awaitTold(UUID enrolment, long revision) {
        return events.await(
                "assessment.results", event -> event.key().equals(enrolment.toString()) && event.version() == revision);
    }
}
