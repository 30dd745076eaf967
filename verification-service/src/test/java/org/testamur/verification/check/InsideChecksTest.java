package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.template.KnownDocuments;
import org.testamur.verification.Badge;

/** No credential inside a credential passes in silence. */
class InsideChecksTest {

    private static final Instant AWARDED = Instant.parse("2020-01-01T00:00:00Z");
    private static final String JWT = "eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJkaWQ6a2V5OngifQ.c2lnbmF0dXJl";

    private final Canonicalizer canonicalizer = new Canonicalizer(PinnedDocuments.bundled());
    private final ProofVerifier verifier = new ProofVerifier(canonicalizer, Ed25519.fastest(), Clock.systemUTC());
    private final PinnedSchemas schemas = PinnedSchemas.bundled();
    private final CredentialChecks checks = new CredentialChecks(
            canonicalizer,
            verifier,
            new SchemaCheck(schemas),
            new KnownCredentials(new KnownDocuments(verifier, canonicalizer, schemas, 4)));
    private final Ed25519.Key key = Ed25519.fastest().generate();
    private final String issuer = DidKey.of(key.publicKey());

    @Test
    void aForgedEndorsementIsToldByItsPlace() {
        ObjectNode body = Badge.resource("check/forged-endorsement-inside.json");
        Report assessment = assess((ObjectNode) body.get("verifiableCredential"));
        assertThat(assessment.checks()).allMatch(Check::hasPassed);
        assertThat(assessment.warnings()).extracting(Note::code).containsExactly("credential-inside-invalid");
        assertThat(assessment.warnings().getFirst().detail()).startsWith("/endorsement/0: ");
        assertThat(assessment.inside()).hasSize(1);
        InsideAnswer inside = assessment.inside().getFirst();
        assertThat(inside.pointer()).isEqualTo("/endorsement/0");
        assertThat(inside.status()).isEqualTo(Verdict.INVALID);
        assertThat(inside.errors()).extracting(Note::code).contains("signature-mismatch");
    }

    @Test
    void whereverTheyAreEachIsChecked() {
        ObjectNode badge = unsigned();
        badge.putArray("endorsement").add(endorsement(e -> {}));
        ((ObjectNode) badge.at("/credentialSubject/achievement"))
                .putArray("endorsement")
                .add(endorsement(e -> e.put("validUntil", "2021-01-01T00:00:00Z")));
        ((ObjectNode) badge.get("issuer")).putArray("endorsement").add(forged());
        Report assessment = assess(sign(badge));
        assertThat(assessment.verdict()).isEqualTo(Verdict.VALID);
        assertThat(assessment.inside())
                .extracting(answer -> answer.pointer() + " " + answer.status().text())
                .containsExactlyInAnyOrder(
                        "/endorsement/0 valid",
                        "/credentialSubject/achievement/endorsement/0 expired",
                        "/issuer/endorsement/0 invalid");
        assertThat(assessment.warnings())
                .extracting(Note::code)
                .containsExactlyInAnyOrder("credential-inside-expired", "credential-inside-invalid");
    }

    @Test
    void oneThatStandsInTwoPlacesHidesNoOther() {
        ObjectNode badge = unsigned();
        ObjectNode good = endorsement(e -> {});
        badge.putArray("endorsement").add(good).add(good.deepCopy());
        badge.withArray("@context")
                .addObject()
                .put("praise", "https://a.example/praise")
                .put("kind", "@type");
        badge.putObject("praise")
                .put("id", "urn:uuid:55555555-4444-4444-8444-444444444444")
                .putArray("kind")
                .add("VerifiableCredential")
                .add("EndorsementCredential");
        Report assessment = assess(sign(badge));
        assertThat(assessment.inside()).hasSize(2).allMatch(InsideAnswer::verified);
        assertThat(assessment.warnings()).extracting(Note::code).containsExactly("credentials-inside-not-checked");
        assertThat(assessment.warnings().getFirst().detail()).startsWith("1 more");
    }

    @Test
    void aForgedOneUnderAnotherNameIsToldToo() {
        ObjectNode badge = unsigned();
        badge.putArray("endorsement").add(forged());
        ObjectNode signed = sign(badge);
        JsonNode endorsement = signed.remove("endorsement");
        ObjectNode byIri = signed.deepCopy();
        byIri.set("https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsement", endorsement);
        assertThat(assess(byIri).warnings()).extracting(Note::code).contains("credential-inside-invalid");
        ObjectNode disguised = unsigned();
        ObjectNode context = disguised.withArray("@context").addObject();
        context.put("Praise", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#EndorsementCredential");
        context.put("praise", "https://purl.imsglobal.org/spec/vc/ob/vocab.html#endorsement");
        disguised
                .putObject("praise")
                .put("id", "urn:uuid:44444444-4444-4444-8444-444444444444")
                .put("type", "Praise");
        Report assessment = assess(sign(disguised));
        assertThat(check(assessment, Check.Name.PROOF).hasPassed()).isTrue();
        assertThat(assessment.warnings()).extracting(Note::code).contains("credentials-inside-not-checked");
    }

    @Test
    void oneWithoutAProofOrInAFormThatIsNotSupportedIsTold() {
        ObjectNode badge = unsigned();
        badge.putArray("endorsement").add(Forgery.unsignedEndorsement(issuer, issuer));
        badge.putArray("endorsementJwt").add(JWT);
        Report assessment = assess(sign(badge));
        assertThat(assessment.inside())
                .extracting(answer -> answer.pointer() + " " + answer.status().text())
                .containsExactly("/endorsement/0 invalid", "/endorsementJwt/0 cannot-tell");
        assertThat(assessment.inside().get(1).errors())
                .extracting(Note::code)
                .containsOnly(CredentialForm.NOT_SUPPORTED);
    }

    @Test
    void thereIsABoundAndItIsTold() {
        ObjectNode badge = unsigned();
        ArrayNode endorsements = badge.putArray("endorsement");
        for (int i = 0; i < EmbeddedCredentials.MOST + 8; i++) {
            endorsements.add(endorsement(e -> {}));
        }
        Report assessment = assess(sign(badge));
        assertThat(assessment.inside()).hasSize(EmbeddedCredentials.MOST);
        assertThat(assessment.warnings())
                .extracting(Note::detail)
                .anyMatch(detail -> detail.startsWith("8 more credentials inside it were not checked"));
        ObjectNode deep = endorsement(e -> {});
        for (int i = 0; i < EmbeddedCredentials.DEEPEST; i++) {
            ObjectNode inner = deep;
            deep = endorsement(e -> e.putArray("endorsement").add(inner));
        }
        ObjectNode around = unsigned();
        around.putArray("endorsement").add(deep);
        EmbeddedCredentials inside = EmbeddedCredentials.of(around);
        assertThat(inside.places()).hasSize(EmbeddedCredentials.DEEPEST);
        assertThat(inside.more()).isEqualTo(1);
    }

    @Test
    void aRecordThatHoldsAForgedBadgeIsInvalidAndOneWithAnExpiredBadgeIsNot() {
        ObjectNode good = sign(unsigned());
        ObjectNode expired = sign(unsigned().put("validUntil", "2021-01-01T00:00:00Z"));
        ObjectNode forged = good.deepCopy();
        forged.withObject("credentialSubject").withObject("achievement").put("name", "Brain surgery");
        Report sound = assess(record(good));
        assertThat(sound.errors()).isEmpty();
        assertThat(sound.verdict()).isEqualTo(Verdict.VALID);
        Report old = assess(record(expired));
        assertThat(old.verdict()).isEqualTo(Verdict.VALID);
        assertThat(old.warnings()).extracting(Note::code).contains("credential-inside-expired");
        Report forgery = assess(record(forged));
        assertThat(forgery.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(check(forgery, Check.Name.PROOF).code()).isEqualTo("credential-inside-invalid");
        assertThat(check(forgery, Check.Name.PROOF).reason()).contains("/credentialSubject/verifiableCredential/0");
    }

    @Test
    void ofARecordWithMoreThanIsLookedAtNothingCanBeTold() {
        ObjectNode record = record(sign(unsigned())).without("proof");
        ArrayNode held = (ArrayNode) record.get("credentialSubject").get("verifiableCredential");
        ObjectNode badge = unsigned();
        while (held.size() < EmbeddedCredentials.MOST) {
            held.add(sign(badge.deepCopy().put("id", "urn:uuid:" + UUID.randomUUID())));
        }
        assertThat(assess(sign(record.deepCopy())).verdict()).isEqualTo(Verdict.VALID);
        held.add(sign(badge.deepCopy().put("id", "urn:uuid:" + UUID.randomUUID())));
        Report tooMany = assess(sign(record));
        assertThat(tooMany.verdict()).isEqualTo(Verdict.CANNOT_TELL);
        assertThat(check(tooMany, Check.Name.PROOF).code()).isEqualTo("credentials-inside-not-checked");
    }

    /** By the IRI of the member, or in a record that the record holds. */
    @Test
    void aRecordIsInvalidHoweverItHoldsAForgedBadge() {
        ObjectNode good = sign(unsigned());
        ObjectNode forged = good.deepCopy();
        forged.withObject("credentialSubject").withObject("achievement").put("name", "Brain surgery");
        ObjectNode byIri = record(good).without("proof");
        ((ObjectNode) byIri.get("credentialSubject"))
                .putArray("https://www.w3.org/2018/credentials#verifiableCredential")
                .add(forged);
        assertThat(check(assess(sign(byIri)), Check.Name.PROOF).code()).isEqualTo("credential-inside-invalid");
        ObjectNode around = record(record(forged).put("id", "urn:uuid:77777777-5555-4555-8555-555555555555"));
        assertThat(check(assess(around), Check.Name.PROOF).hasPassed()).isFalse();
        ObjectNode endorsed = unsigned();
        endorsed.putArray("endorsement").add(forged());
        assertThat(assess(record(sign(endorsed))).verdict()).isEqualTo(Verdict.VALID);
    }

    private ObjectNode record(ObjectNode badge) {
        ObjectNode record = Badge.parse("""
            {"@context": ["https://www.w3.org/ns/credentials/v2",
              "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
              "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
             "id": "urn:uuid:55555555-5555-4555-8555-555555555555", "type": ["VerifiableCredential", "ClrCredential"],
             "name": "Record", "issuer": {"id": "%1$s", "type": ["Profile"], "name": "Northfield"},
             "validFrom": "2020-01-01T00:00:00Z",
             "credentialSubject": {"id": "urn:uuid:66666666-6666-4666-8666-666666666666", "type": ["ClrSubject"]}}\
            """.formatted(issuer));
        ((ObjectNode) record.get("credentialSubject"))
                .putArray("verifiableCredential")
                .add(badge);
        return sign(record);
    }

    private Report assess(ObjectNode badge) {
        return checks.assess(CheckInput.foreign(new CredentialDocument(badge), AsOf.now(Clock.systemUTC()), List.of()));
    }

    private static Check check(Report assessment, Check.Name name) {
        return assessment.checks().stream()
                .filter(check -> check.name() == name)
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode unsigned() {
        return Badge.unsigned("urn:uuid:0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d", issuer, AWARDED);
    }

    private ObjectNode sign(ObjectNode badge) {
        return Badge.sign(badge, DidKey.verificationMethodId(issuer), key);
    }

    private ObjectNode endorsement(Consumer<ObjectNode> change) {
        Ed25519.Key other = Ed25519.fastest().generate();
        String did = DidKey.of(other.publicKey());
        ObjectNode endorsement = Forgery.unsignedEndorsement(did, issuer);
        endorsement.put("id", "urn:uuid:" + java.util.UUID.randomUUID());
        change.accept(endorsement);
        return Badge.sign(endorsement, DidKey.verificationMethodId(did), other);
    }

    private ObjectNode forged() {
        ObjectNode forged = endorsement(e -> {});
        ((ObjectNode) forged.get("credentialSubject")).put("endorsementComment", "The best of all.");
        return forged;
    }
}
