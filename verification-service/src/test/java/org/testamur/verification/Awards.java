package org.testamur.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.platform.Uuid7;
import org.testamur.testing.Events.Event;

/** Awards as pages show them, with everything that issuance and the catalogue may tell of them. */
record Awards(World world, String achievementId) {

    static final String EMAIL = "lena@example.org";

    private static final String IMAGE = "https://localhost:8443/catalog/images/food-safety-licence";
    private static final Instant NOW = Instant.now(Clock.systemUTC());

    static Awards of(World world) {
        UUID microCredential = Uuid7.next();
        String achievementId = "https://localhost:8443/catalog/micro-credentials/" + microCredential + "/versions/1";
        Awards awards = new Awards(world, achievementId);
        awards.tellInstitution("Northfield University", "#14324a");
        awards.tellMicroCredential(microCredential);
        return awards;
    }

    void tellInstitution(String name, String colour) {
        Map<String, Object> fact = new LinkedHashMap<>(Map.of(
                "organisationId",
                world.institution(),
                "kind",
                "institution",
                "slug",
                world.slug(),
                "name",
                name,
                "url",
                "https://northfield.example",
                "version",
                7,
                "timeZone",
                "Europe/Tallinn",
                "issuerId",
                world.did(),
                "issuerBaseUrl",
                "https://localhost:8443"));
        fact.put("logoUrl", "https://localhost:8443/catalog/institutions/" + world.institution() + "/logo");
        fact.put("brandColour", colour);
        world.events()
                .send(
                        "catalog.organisations",
                        Event.of(
                                "org.testamur.catalog.organisation.changed.v1",
                                world.institution(),
                                world.institution(),
                                7,
                                fact));
    }

    private void tellMicroCredential(UUID id) {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("number", 1);
        version.put("title", "Food Safety Licence");
        version.put("achievementId", achievementId);
        version.put("workload", Map.of("hours", 16, "ects", 0.5));
        version.put("level", Map.of("framework", "EQF", "value", "3"));
        version.put("assessmentType", "Invigilated written assessment and observed practice");
        version.put("image", Map.of("url", IMAGE, "mediaType", "image/svg+xml", "alternativeText", "A hat"));
        world.events()
                .send(
                        "catalog.micro-credentials",
                        Event.of(
                                "org.testamur.catalog.micro-credential.published.v1",
                                id,
                                world.institution(),
                                1,
                                Map.of(
                                        "microCredentialId",
                                        id,
                                        "institutionId",
                                        world.institution(),
                                        "state",
                                        "published",
                                        "version",
                                        1,
                                        "versions",
                                        List.of(version))));
    }

    /** A document that names all there is; unsigned. */
    ObjectNode document(Instant from, Duration validFor) {
        String url = "https://localhost:8443/credentials/" + UUID.randomUUID();
        ObjectNode document = Badge.unsigned(url, world.did(), from);
        document.put(
                "validUntil",
                from.plus(validFor).truncatedTo(ChronoUnit.SECONDS).toString());
        ObjectNode subject = (ObjectNode) document.path("credentialSubject");
        subject.put("creditsEarned", 0.5);
        String salt = UUID.randomUUID().toString();
        subject.putArray("identifier")
                .addObject()
                .put("type", "IdentityObject")
                .put("identityType", "emailAddress")
                .put("hashed", true)
                .put("identityHash", hash(EMAIL + salt))
                .put("salt", salt);
        ObjectNode achievement = (ObjectNode) subject.path("achievement");
        achievement.put("id", achievementId);
        achievement.put("name", "Food Safety Licence");
        achievement.put("creditsAvailable", 0.5);
        achievement.put(
                "description",
                "Licensed to receive, store, prepare and serve food in a commercial kitchen, and to keep the records"
                        + " that an inspector asks for.");
        ((ObjectNode) achievement.path("criteria"))
                .put("id", achievementId + "#criteria")
                .put("narrative", """
                    To pass, a learner attends the four practical sessions, passes the supervised practical assessment \
                    in a working kitchen, and scores 60 of 100 points or more in the written assessment.

                    - Recognise biological, chemical, physical and allergenic hazards at each step from delivery to plate.
                    - Hold chilled, frozen and hot food at safe temperatures, and decide correctly what to discard.
                    - Clean and disinfect so that food does not carry hazards from one surface to another.
                    - Keep a hazard plan (HACCP) up to date and show it to an inspector.\
                    """);
        achievement
                .putObject("image")
                .put("id", IMAGE)
                .put("type", "Image")
                .put("caption", "A chef’s hat above a shield with a tick, on green");
        achievement
                .withArray("alignment")
                .addObject()
                .put("id", achievementId + "#alignment-2")
                .put("targetName", "EQF level 3")
                .put("targetUrl", "http://data.europa.eu/snb/eqf/3")
                .put("targetFramework", "European Qualifications Framework")
                .putArray("type")
                .add("Alignment");
        ObjectNode result = achievement.putArray("resultDescription").addObject();
        result.put("id", achievementId + "#result")
                .put("name", "Score")
                .put("resultType", "RawScore")
                .put("valueMin", "0")
                .put("valueMax", "100")
                .put("requiredValue", "60")
                .putArray("type")
                .add("ResultDescription");
        subject.putArray("result")
                .addObject()
                .put("id", url + "#result")
                .put("resultDescription", achievementId + "#result")
                .put("value", "87")
                .putArray("type")
                .add("Result");
        document.putArray("evidence")
                .addObject()
                .put("id", "https://northfield.example/evidence/kitchen-2026-11")
                .put("name", "Practical assessment in the teaching kitchen")
                .put("description", "Filmed, and marked by two examiners.")
                .putArray("type")
                .add("Evidence");
        return document;
    }

    ObjectNode document() {
        return document(NOW.minus(Duration.ofDays(3)), Duration.ofDays(1095));
    }

    World.PublishedCredential named() {
        return named(document(), "Lena Lindqvist");
    }

    private World.PublishedCredential named(ObjectNode document, String name) {
        World.PublishedCredential told = tell(document);
        world.tellLearner(told.learner(), 1, name, true);
        World.soon()
                .until(() -> name.equals(World.verification(told.id()).extract().path("recipient.name")));
        return told;
    }

    World.PublishedCredential unnamed() {
        return tell(document());
    }

    /** Every text as long as the catalogue takes it, in words that do not break. */
    World.PublishedCredential wordy() {
        ObjectNode document = document();
        ObjectNode achievement = (ObjectNode) document.at("/credentialSubject/achievement");
        achievement.put(
                "name",
                "Lebensmittelsicherheitsbeauftragtenweiterbildung für Großküchenmitarbeitende ".repeat(2)
                        + "in Gemeinschaftsverpflegungseinrichtungen");
        achievement.put("description", "Sie kennt die Lebensmittelhygieneverordnung und wendet sie an. ".repeat(75));
        ((ObjectNode) achievement.path("criteria"))
                .put(
                        "narrative",
                        "Wer teilnimmt, besteht alle Prüfungen unter Aufsicht. ".repeat(80) + "\n"
                                + ("\n- "
                                                + "Erkennt Gefahren an jeder Stelle des Ablaufs und handelt danach. "
                                                        .repeat(12))
                                        .repeat(30));
        return named(document, "Maximiliane-Theodora ".repeat(8) + "von Hohenstein");
    }

    /** All states but that of a valid credential, by the names of their pages. */
    Map<String, World.PublishedCredential> inEveryOtherState() {
        Map<String, World.PublishedCredential> states = new LinkedHashMap<>();
        states.put("revoked", changed("revoked", "revoked", Map.of("reasonCode", "result-withdrawn")));
        states.put("suspended", changed("suspended", "suspended", Map.of("reasonCode", "under-review")));
        states.put(
                "superseded",
                changed(
                        "superseded",
                        "superseded",
                        Map.of(
                                "reasonCode",
                                "result-corrected",
                                "supersededBy",
                                Uuid7.next().toString())));
        states.put("expired", tell(document(NOW.minus(Duration.ofDays(300)), Duration.ofDays(200))));
        states.put("not-yet-valid", tell(document(NOW.plus(Duration.ofDays(9)), Duration.ofDays(200))));
        states.put("cannot-tell", changed("frozen", "cannot-tell", Map.of()));
        World.PublishedCredential invalid = told(document(), Ed25519.fastest().generate());
        tell(invalid);
        states.put("invalid", invalid);
        World.PublishedCredential erased = tell(document());
        world.tellErasure(erased.learner(), erased.enrolment());
        World.soon().until(() -> World.status(erased.id()) == 410);
        states.put("erased", erased);
        return states;
    }

    private World.PublishedCredential changed(String state, String verdict, Map<String, Object> more) {
        World.PublishedCredential told = named();
        world.tell(told, 2, state, more);
        World.soon().until(() -> World.verdict(told.id()).equals(verdict));
        return told;
    }

    World.PublishedCredential tell(ObjectNode document) {
        World.PublishedCredential told = told(document, world.key());
        tell(told);
        return told;
    }

    private void tell(World.PublishedCredential told) {
        world.tell(told, 1, "issued");
        World.soon().until(() -> World.status(told.id()) == 200);
    }

    private World.PublishedCredential told(ObjectNode document, Ed25519.Key key) {
        String url = document.path("id").textValue();
        UUID id = UUID.fromString(url.substring(url.lastIndexOf('/') + 1));
        return new World.PublishedCredential(
                id, url, Uuid7.next(), Uuid7.next(), Badge.sign(document, world.keyId(), key));
    }

    private static String hash(String text) {
        try {
            return "sha256$"
                    + HexFormat.of()
                            .formatHex(
                                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
