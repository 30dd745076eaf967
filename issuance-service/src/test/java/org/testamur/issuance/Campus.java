package org.testamur.issuance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events;
import org.testamur.testing.Events.Event;

/** One institution with one micro-credential and one learner, as the other services would tell of them. */
public final class Campus {

    public final UUID institution;
    public final UUID microCredential;
    public final UUID learner;
    public final UUID enrolment = Uuid7.next();
    public final String slug;
    public final String subject;
    public String name = "Asha Rao";
    public boolean consents;
    public boolean confirmed = true;
    public boolean identifies = true;

    public @Nullable String validity = "P3Y";
    /** Another address than the one that was told before; null: the first. */
    public @Nullable String correctedEmail;

    private final Events events;

    public Campus(Events events) {
        this(events, Uuid7.next(), Uuid7.next(), Uuid7.next());
    }

    private Campus(Events events, UUID institution, UUID microCredential, UUID learner) {
        this.events = events;
        this.institution = institution;
        this.microCredential = microCredential;
        this.learner = learner;
        this.slug = "c" + institution.toString().substring(24);
        this.subject = "learner-" + learner;
    }

    /** The same institution and micro-credential, with another learner. */
    public Campus withAnotherLearner() {
        return new Campus(events, institution, microCredential, Uuid7.next());
    }

    /** The same learner, enrolled once more for the same. */
    public Campus enrolledAnew() {
        return new Campus(events, institution, microCredential, learner);
    }

    /** The same learner and institution, with another micro-credential. */
    public Campus withAnotherMicroCredential() {
        return new Campus(events, institution, Uuid7.next(), learner);
    }

    /** The same learner at another institution. */
    public Campus elsewhere() {
        return new Campus(events, Uuid7.next(), Uuid7.next(), learner);
    }

    public String issuerId() {
        return "did:web:localhost%3A8443:issuers:" + slug;
    }

    public String email() {
        return correctedEmail == null ? subject + "@example.org" : correctedEmail;
    }

    public Campus tellAll() {
        tellOrganisation();
        tellMicroCredential();
        tellLearner(1);
        tellEnrolment();
        return this;
    }

    public Event tellOrganisation() {
        return events.send("catalog.organisations", organisation(1));
    }

    public Event organisation(long version) {
        return Event.of(
                "org.testamur.catalog.organisation.changed.v1",
                institution,
                institution,
                version,
                map(
                        "organisationId", institution,
                        "kind", "institution",
                        "slug", slug,
                        "name", "Northfield University",
                        "url", "https://northfield.example",
                        "version", version,
                        "country", "EE",
                        "timeZone", "Europe/Tallinn",
                        "languages", List.of("et", "en"),
                        "issuerId", issuerId(),
                        "issuerBaseUrl", "https://localhost:8443"));
    }

    public Event tellMicroCredential() {
        return events.send("catalog.micro-credentials", microCredential("Safe food handling"));
    }

    public Event microCredential(String title) {
        Map<String, Object> version = map(
                "number",
                1,
                "title",
                title,
                "description",
                "Handling food without harm to those who eat it.",
                "language",
                "en",
                "criteria",
                "Pass the practical examination.",
                "outcomes",
                List.of(
                        map("text", "Stores food at the right temperature"),
                        map(
                                "text", "Keeps a kitchen clean",
                                "targetName", "apply food hygiene",
                                "targetUrl", "http://data.europa.eu/esco/skill/0b1c8a25",
                                "targetFramework", "ESCO")),
                "awardType",
                "License",
                "workload",
                map("hours", 40, "ects", 1.5),
                "level",
                map("framework", "EQF", "value", "4"),
                "assessmentType",
                "practical examination",
                "passMark",
                60,
                "maximumScore",
                100,
                "image",
                map(
                        "url",
                                "https://localhost:8443/catalog/micro-credentials/" + microCredential
                                        + "/versions/1/image",
                        "mediaType", "image/png",
                        "alternativeText", "A thermometer"),
                "achievementId",
                "https://localhost:8443/catalog/micro-credentials/" + microCredential + "/versions/1",
                "publishedAt",
                "2026-09-01T08:00:00Z");
        if (validity != null) {
            version.put("validity", validity);
        }
        return Event.of(
                "org.testamur.catalog.micro-credential.published.v1",
                microCredential,
                institution,
                1,
                map(
                        "microCredentialId",
                        microCredential,
                        "institutionId",
                        institution,
                        "state",
                        "published",
                        "version",
                        1,
                        "versions",
                        List.of(version)));
    }

    public Event tellLearner(long version) {
        return events.send("enrolment.learners", learner(version));
    }

    public Event learner(long version) {
        Map<String, Object> data = map(
                "learnerId",
                learner,
                "version",
                version,
                "name",
                name,
                "email",
                email(),
                "logins",
                List.of(map("issuer", org.testamur.testing.Tokens.ISSUER, "subject", subject)),
                "consents",
                map("name", consents, "evidence", consents, "result", consents, "identifier", identifies));
        if (confirmed) {
            data.put(
                    "nameConfirmation",
                    map("method", "staff", "by", institution.toString(), "at", "2026-09-01T08:00:00Z"));
        }
        return Event.of("org.testamur.enrolment.learner.registered.v1", learner, null, version, data);
    }

    public Event tellEnrolment() {
        return events.send(
                "enrolment.enrolments",
                Event.of(
                        "org.testamur.enrolment.enrolment.enrolled.v1",
                        enrolment,
                        institution,
                        1,
                        map(
                                "enrolmentId",
                                enrolment,
                                "version",
                                1,
                                "institutionId",
                                institution,
                                "learnerId",
                                learner,
                                "microCredentialId",
                                microCredential,
                                "microCredentialVersion",
                                1,
                                "state",
                                "active",
                                "enrolledAt",
                                "2026-09-05T08:00:00Z")));
    }

    public Event tellResult(long revision, String outcome, double score) {
        return events.send("assessment.results", result(revision, outcome, score));
    }

    public Event result(long revision, String outcome, double score) {
        return Event.of(
                "org.testamur.assessment.result.recorded.v1",
                enrolment,
                institution,
                revision,
                map(
                        "enrolmentId", enrolment,
                        "institutionId", institution,
                        "learnerId", learner,
                        "microCredentialId", microCredential,
                        "microCredentialVersion", 1,
                        "revision", revision,
                        "outcome", outcome,
                        "score", score,
                        "maximumScore", 100,
                        "passMark", 60,
                        "evidence",
                                List.of(map(
                                        "url",
                                        "https://evidence.example/" + enrolment,
                                        "name",
                                        "Film of the examination")),
                        "assessedOn", "2026-11-20",
                        "recordedAt", "2026-11-20T14:30:00Z"));
    }

    public Event tellEndOfLearner(long version) {
        return events.send(
                "enrolment.learners",
                Event.of("org.testamur.enrolment.learner.erased.v1", learner, null, version, null));
    }

    public Event tellErasure() {
        return events.send(
                "enrolment.erasures",
                Event.of(
                        "org.testamur.enrolment.learner.erased.v1",
                        learner,
                        null,
                        1,
                        map(
                                "learnerId",
                                learner,
                                "enrolmentIds",
                                List.of(enrolment),
                                "erasedAt",
                                Instant.parse("2026-11-21T10:00:00Z"),
                                "version",
                                1)));
    }

    /** What an event says, to be changed before it is sent. */
    public static ObjectNode data(Event event) {
        return (ObjectNode) Objects.requireNonNull(event.data());
    }

    public static Map<String, Object> map(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
