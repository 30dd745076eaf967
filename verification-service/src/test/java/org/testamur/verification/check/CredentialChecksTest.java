package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.testamur.dataintegrity.Canonicalizer;
import org.testamur.dataintegrity.DidKey;
import org.testamur.dataintegrity.Ed25519;
import org.testamur.dataintegrity.KnownDocuments;
import org.testamur.dataintegrity.PinnedDocuments;
import org.testamur.dataintegrity.PinnedSchemas;
import org.testamur.dataintegrity.ProofVerifier;
import org.testamur.verification.Badge;

class CredentialChecksTest {

    private static final String TERMS = "https://www.w3.org/2018/credentials#";
    private static final String DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime";
    private static final Instant AWARDED = Instant.parse("2020-01-01T00:00:00Z");

    private static final AsOf NOW = AsOf.now(Clock.systemUTC());

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
    void anEndDateUnderItsFullNameStillEndsIt() {
        ObjectNode expired = expired();
        String end = expired.remove("validUntil").textValue();
        expired.putObject(TERMS + "validUntil").put("@type", DATE_TIME).put("@value", end);
        endsAllTheSame(expired);
    }

    @Test
    void anEndDateUnderANameOfTheDocumentsOwnContextStillEndsIt() {
        ObjectNode expired = expired();
        JsonNode end = expired.remove("validUntil");
        expired.set("ends", end);
        expired.withArray("@context")
                .addObject()
                .putObject("ends")
                .put("@id", TERMS + "validUntil")
                .put("@type", DATE_TIME);
        endsAllTheSame(expired);
    }

    @Test
    void anIdWrittenInAnotherWayHidesNoEndDate() {
        ObjectNode expired = expired();
        String end = expired.remove("validUntil").textValue();
        expired.putObject(TERMS + "validUntil").put("@type", DATE_TIME).put("@value", end);
        expired.withArray("@context").addObject().put("u", "urn:uuid:");
        expired.put("id", expired.get("id").textValue().replace("urn:uuid:", "u:"));
        endsAllTheSame(expired);
    }

    @Test
    void aStatusUnderItsFullNameIsStillOneThatWasNotLookedUp() {
        ObjectNode badge = unsigned();
        ObjectNode status = Badge.parse("""
                {"id": "https://lists.example/1#7", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
                 "statusListIndex": "7", "statusListCredential": "https://lists.example/1"}""");
        badge.set("credentialStatus", status);
        ObjectNode signed = sign(badge);
        signed.set(TERMS + "credentialStatus", signed.remove("credentialStatus"));
        signed.putArray("credentialStatus");
        Assessment assessment = assess(signed);
        assertThat(check(assessment, Check.Name.PROOF).outcome()).isEqualTo(Check.Outcome.PASSED);
        assertThat(check(assessment, Check.Name.STATUS).outcome()).isEqualTo(Check.Outcome.NOT_CHECKED);
    }

    @Test
    void aTermOfTheDocumentsOwnThatHidesNothingIsFine() {
        ObjectNode badge = unsigned();
        badge.withArray("@context").addObject().put("campus", "https://northfield.example/terms#campus");
        badge.put("campus", "Harbour");
        assertThat(assess(sign(badge)).verdict()).isEqualTo(Verdict.VALID);
    }

    private void endsAllTheSame(ObjectNode expired) {
        Assessment assessment = assess(expired);
        assertThat(check(assessment, Check.Name.PROOF).outcome())
                .as("to the signature it is the same document")
                .isEqualTo(Check.Outcome.PASSED);
        assertThat(check(assessment, Check.Name.DATES).outcome()).isEqualTo(Check.Outcome.FAILED);
        assertThat(VerifyAnswer.of(assessment, NOW).verified()).isFalse();
    }

    private Assessment assess(ObjectNode badge) {
        return checks.assess(Question.of(new CredentialDocument(badge), Optional.empty(), new Standing.Foreign(), NOW));
    }

    private static Check check(Assessment assessment, Check.Name name) {
        List<Check> found = assessment.checks().stream()
                .filter(check -> check.name() == name)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private ObjectNode expired() {
        ObjectNode badge = unsigned();
        badge.put("validUntil", "2021-01-01T00:00:00Z");
        ObjectNode signed = sign(badge);
        assertThat(assess(signed).verdict()).isEqualTo(Verdict.EXPIRED);
        return signed;
    }

    private ObjectNode unsigned() {
        return Badge.unsigned("urn:uuid:0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d", issuer, AWARDED);
    }

    private ObjectNode sign(ObjectNode badge) {
        return Badge.sign(badge, DidKey.verificationMethodId(issuer), key);
    }
}
