package org.testamur.issuance.credential;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.badge.Content;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.reference.Learner;
import org.testamur.issuance.reference.MicroCredentialVersion;

/** An order of a credential like those of every day, to be varied by each test. */
public record Specimen(
        String name,
        String title,
        String criteria,
        Learner.Consents consents,
        @Nullable String did,
        @Nullable Period validity,
        @Nullable String language,
        List<Content.Evidence> evidence,
        @Nullable String score) {

    public static final UUID ENROLMENT = UUID.fromString("019aa5f0-7c00-7a31-9d52-3f0c5d7b1e01");

    public static Specimen plain() {
        return new Specimen(
                "Asha Rao",
                "Safe food handling",
                "Pass the practical examination.",
                new Learner.Consents(false, false, false, Learner.IdentifierConsent.GIVEN),
                null,
                Period.ofYears(3),
                "en",
                List.of(),
                null);
    }

    public Specimen named(String other) {
        return new Specimen(other, title, criteria, consents, did, validity, language, evidence, score);
    }

    public Specimen titled(String other) {
        return new Specimen(name, other, criteria, consents, did, validity, language, evidence, score);
    }

    public Specimen consenting() {
        return new Specimen(
                name,
                title,
                criteria,
                new Learner.Consents(true, true, true, Learner.IdentifierConsent.GIVEN),
                did,
                validity,
                language,
                List.of(new Content.Evidence("https://evidence.example/1", "Film of the examination", null)),
                "87.5");
    }

    public Specimen consenting(boolean toName, Learner.IdentifierConsent toIdentifier) {
        return new Specimen(
                name,
                title,
                criteria,
                new Learner.Consents(toName, consents.evidence(), consents.result(), toIdentifier),
                did,
                validity,
                language,
                evidence,
                score);
    }

    public Specimen did(String other) {
        return new Specimen(name, title, criteria, consents, other, validity, language, evidence, score);
    }

    public Specimen validity(@Nullable Period other) {
        return new Specimen(name, title, criteria, consents, did, other, language, evidence, score);
    }

    public Specimen language(@Nullable String other) {
        return new Specimen(name, title, criteria, consents, did, validity, other, evidence, score);
    }

    public Specimen evidence(Content.Evidence... other) {
        return new Specimen(name, title, criteria, consents, did, validity, language, List.of(other), score);
    }

    public CredentialOrder order() {
        UUID institution = UUID.fromString("019aa5f0-7c00-7a31-9d52-3f0c5d7b1e02");
        UUID microCredential = UUID.fromString("019aa5f0-7c00-7a31-9d52-3f0c5d7b1e03");
        String achievement = "https://localhost:8443/catalog/micro-credentials/" + microCredential + "/versions/1";
        return new CredentialOrder(
                new Issuer(
                        institution,
                        "northfield",
                        "did:web:localhost%3A8443:issuers:northfield",
                        "https://localhost:8443",
                        "Northfield University",
                        "https://northfield.example",
                        "https://localhost:8443/catalog/institutions/" + institution + "/logo",
                        ZoneId.of("Europe/Tallinn"),
                        null,
                        1),
                new Learner(
                        UUID.fromString("019aa5f0-7c00-7a31-9d52-3f0c5d7b1e04"),
                        name,
                        Learner.NameStatus.CONFIRMED,
                        "asha.rao@example.org",
                        did,
                        consents),
                new MicroCredentialVersion(
                        institution,
                        microCredential,
                        1,
                        title,
                        "Handling food without harm to those who eat it.",
                        language,
                        criteria,
                        List.of(
                                new MicroCredentialVersion.LearningOutcome("Stores food cold", null, null, null),
                                new MicroCredentialVersion.LearningOutcome(
                                        "Keeps a kitchen clean",
                                        "apply food hygiene",
                                        "http://data.europa.eu/esco/skill/0b1c8a25",
                                        "ESCO")),
                        "License",
                        new MicroCredentialVersion.Workload(new BigDecimal("40"), new BigDecimal("1.5")),
                        new MicroCredentialVersion.Level("EQF", "4"),
                        "practical examination",
                        new BigDecimal("60"),
                        new BigDecimal("100"),
                        validity,
                        new MicroCredentialVersion.Image(achievement + "/image", "image/png", "A thermometer"),
                        achievement),
                ENROLMENT,
                1,
                new Content(microCredential, 1, score, evidence, LocalDate.of(2026, 11, 20)),
                LocalDate.of(2026, 11, 20));
    }
}
