package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.testamur.dataintegrity.TimeBudget;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.template.KnownDocuments;
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
             "statusListIndex": "7", "statusListCredential": "https://lists.example/1"}\
            """);
        badge.set("credentialStatus", status);
        ObjectNode signed = sign(badge);
        signed.set(TERMS + "credentialStatus", signed.remove("credentialStatus"));
        signed.putArray("credentialStatus");
        Report assessment = assess(signed);
        assertThat(check(assessment, Check.Name.PROOF).outcome()).isEqualTo(Check.CheckOutcome.PASSED);
        assertThat(check(assessment, Check.Name.STATUS).outcome()).isEqualTo(Check.CheckOutcome.NOT_CHECKED);
        assertThat(assessment.verdict()).isNotEqualTo(Verdict.VALID);
    }

    @Test
    void aTermOfTheDocumentsOwnThatHidesNothingIsFine() {
        ObjectNode badge = unsigned();
        badge.withArray("@context").addObject().put("campus", "https://northfield.example/terms#campus");
        badge.put("campus", "Harbour");
        assertThat(assess(sign(badge)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void anEndDateThatIsMovedIntoANodeWithTheCredentialsIdStillEndsIt() {
        ObjectNode moved = Badge.resource("check/expired-as-signed.json");
        assertThat(assess(moved).verdict()).isEqualTo(Verdict.EXPIRED);
        JsonNode end = moved.remove("validUntil");
        ((ObjectNode) moved.at("/evidence/0"))
                .putObject(TERMS + "validUntil")
                .put("@type", DATE_TIME)
                .set("@value", end);
        endsAllTheSame(moved);
        assertThat(assess(moved).verdict()).isEqualTo(Verdict.EXPIRED);
    }

    @Test
    void aStatusThatIsMovedIntoANodeWithTheCredentialsIdIsStillNotLookedUp() {
        Report assessment = assess(Badge.resource("check/status-moved.json"));
        assertThat(check(assessment, Check.Name.PROOF).hasPassed()).isTrue();
        assertThat(check(assessment, Check.Name.STATUS).code()).isEqualTo("status-not-fetched");
        assertThat(assessment.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    /** What is wrong with one value does not go away when another is written twice in its place. */
    @ParameterizedTest
    @ValueSource(strings = {"evidence", "termsOfUse", "credentialSchema"})
    void aValueWrittenTwiceMakesNoRoomForOneThatIsHidden(String member) {
        ObjectNode badge = unsigned();
        String id = badge.get("id").textValue();
        badge.putArray("evidence").addObject().put("id", id).putArray("type").add("Evidence");
        ArrayNode values = badge.withArray("/" + member);
        values.addObject().put("id", "https://a.example/1").put("type", "Evidence");
        values.addObject().put("id", "https://a.example/2");
        ObjectNode signed = sign(badge);
        assertThat(check(assess(signed), Check.Name.SCHEMA).code()).isEqualTo("data-model");
        ArrayNode moved = (ArrayNode) signed.get(member);
        JsonNode hidden = moved.remove(moved.size() - 1);
        moved.addObject().put("id", "https://a.example/1").put("type", "Evidence");
        ((ObjectNode) signed.at("/evidence/0")).putArray(TERMS + member).add(hidden);
        Report assessment = assess(signed);
        assertThat(check(assessment, Check.Name.PROOF).hasPassed()).isTrue();
        assertThat(check(assessment, Check.Name.SCHEMA).reason()).contains("states " + member);
        assertThat(assessment.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void anEndDateSaidTwiceIsNoneWhicheverIsLater() {
        for (String other : List.of("2021-01-01T00:00:00Z", "2099-01-01T00:00:00Z")) {
            ObjectNode badge = unsigned();
            badge.put("validUntil", "2090-01-01T00:00:00Z");
            ObjectNode node = badge.putArray("evidence").addObject();
            node.put("id", badge.get("id").textValue()).putArray("type").add("Evidence");
            node.putObject(TERMS + "validUntil").put("@type", DATE_TIME).put("@value", other);
            Report assessment = assess(sign(badge));
            assertThat(check(assessment, Check.Name.PROOF).hasPassed()).isTrue();
            assertThat(check(assessment, Check.Name.DATES).code()).isEqualTo("date-unreadable");
            assertThat(assessment.verdict()).isEqualTo(Verdict.INVALID);
        }
    }

    @Test
    void aNodeThatOnlyRefersToTheCredentialSaysNothing() {
        ObjectNode badge = unsigned();
        badge.put("validUntil", "2090-01-01T00:00:00Z");
        ObjectNode evidence = badge.putArray("evidence").addObject().put("id", "urn:uuid:" + UUID.randomUUID());
        evidence.putArray("type").add("Evidence");
        evidence.putObject("https://a.example/about").put("id", badge.get("id").textValue());
        assertThat(assess(sign(badge)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void aTypeThatIsMovedStillNamesTheSchema() {
        ObjectNode badge = unsigned();
        badge.remove("credentialSubject");
        badge.putObject("credentialSubject").put("id", "urn:uuid:" + UUID.randomUUID());
        badge.putArray("type").add("VerifiableCredential");
        ObjectNode node = badge.putArray("evidence").addObject();
        node.put("id", badge.get("id").textValue()).putArray("type").add("OpenBadgeCredential");
        Report assessment = assess(sign(badge));
        assertThat(check(assessment, Check.Name.PROOF).hasPassed()).isTrue();
        assertThat(check(assessment, Check.Name.SCHEMA).hasPassed()).isFalse();
    }

    @Test
    void withoutAKnownIssuerAMissingOrBrokenProofIsToldAllTheSame() {
        ObjectNode badge = Badge.unsigned("urn:uuid:" + UUID.randomUUID(), "did:web:elsewhere.example", AWARDED);
        Report none = assess(badge);
        assertThat(check(none, Check.Name.PROOF).code()).isEqualTo("no-proof");
        assertThat(check(none, Check.Name.ISSUER).code()).isEqualTo("issuer-not-known");
        assertThat(none.verdict()).isEqualTo(Verdict.INVALID);
        ObjectNode signed = Badge.sign(badge, "did:web:elsewhere.example#key-1", key);
        assertThat(assess(signed).verdict()).isEqualTo(Verdict.CANNOT_TELL);
        ((ObjectNode) signed.get("proof")).put("expires", "2021-01-01T00:00:00Z");
        assertThat(check(assess(signed), Check.Name.PROOF).code()).isEqualTo("proof-expired");
    }

    @Test
    void whatCannotBeReadHereIsNeitherValidNorInvalid() {
        ObjectNode suite = sign(unsigned());
        ((ObjectNode) suite.get("proof")).put("cryptosuite", "ecdsa-sd-2023");
        ObjectNode context = sign(unsigned());
        context.withArray("@context").add("https://a.example/unknown");
        ObjectNode form = sign(unsigned());
        form.putArray("@included").addObject().put("id", "urn:uuid:" + UUID.randomUUID());
        for (ObjectNode document : List.of(suite, context, form)) {
            assertThat(assess(document).verdict()).as(document.toString()).isEqualTo(Verdict.CANNOT_TELL);
        }
        assertThat(check(assess(suite), Check.Name.PROOF).code()).isEqualTo("unknown-cryptosuite");
        assertThat(check(assess(context), Check.Name.PROOF).code()).isEqualTo("context-not-known");
        assertThat(check(assess(form), Check.Name.PROOF).code()).isEqualTo(CredentialForm.NOT_SUPPORTED);
    }

    /** A busy machine makes no credential invalid, and a large document takes no more than its time. */
    @Test
    void whatTakesTooLongIsNeitherValidNorInvalidItsSchemaIncluded() {
        ObjectNode badge = sign(unsigned());
        Report assessment = TimeBudget.within(Duration.ofNanos(1), () -> assess(badge));
        assertThat(check(assessment, Check.Name.SCHEMA).code()).isEqualTo(CredentialForm.NOT_SUPPORTED);
        assertThat(check(assessment, Check.Name.SCHEMA).outcome()).isEqualTo(Check.CheckOutcome.NOT_CHECKED);
        assertThat(assessment.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    /** What is signed is read once for each context of a proof; of more contexts than count it is read once in all. */
    @Test
    void whatProofsOfManyContextsSignIsReadOnce() {
        for (int contexts = 1; contexts <= 64; contexts *= 2) {
            ObjectNode document = Badge.resource("check/forged-endorsement-inside.json")
                    .withObject("/verifiableCredential")
                    .deepCopy();
            ArrayNode proofs = document.putArray("proof");
            for (int i = 0; i < contexts; i++) {
                proofs.addObject()
                        .putArray("@context")
                        .add("https://www.w3.org/ns/credentials/v2")
                        .add("urn:x:" + i);
            }
            assertThat(new CredentialDocument(document).asSigned())
                    .as("%d contexts", contexts)
                    .hasSize(contexts <= ProofVerifier.MOST_CONTEXTS ? contexts : 1);
        }
    }

    @Test
    void contextsThatTheProofDoesNotCoverAreTold() {
        ObjectNode badge = unsigned();
        ObjectNode signed = sign(badge);
        ((ObjectNode) signed.get("proof")).set("@context", badge.get("@context").deepCopy());
        signed.withArray("@context").add("https://a.example/unknown");
        Report assessment = assess(signed);
        assertThat(check(assessment, Check.Name.PROOF).hasPassed()).isTrue();
        assertThat(assessment.warnings()).extracting(Note::code).containsExactly("contexts-not-covered");
        assertThat(assessment.warnings().getFirst().detail()).contains("https://a.example/unknown");
    }

    @Test
    void aBadgeOfAKeyUnderAnIdOfOursIsInvalid() {
        CheckInput question = new CheckInput(
                new CredentialDocument(sign(unsigned())),
                null,
                new RecordedStatus.UnderOurId(),
                NOW,
                false,
                List.of(),
                inside -> CheckInput.foreign(inside, NOW, List.of()));
        Report assessment = checks.assess(question);
        assertThat(check(assessment, Check.Name.ISSUER).code()).isEqualTo("id-of-another-issuer");
        assertThat(assessment.verdict()).isEqualTo(Verdict.INVALID);
    }

    @Test
    void aStatusOfOurRecordsThatIsNotKnownLeavesOpenHowItStands() {
        for (String status : List.of("archived", "")) {
            CheckInput question = CheckInput.of(
                    new CredentialDocument(sign(unsigned())),
                    Optional.empty(),
                    new RecordedStatus.Recorded(status, null, AWARDED),
                    NOW);
            assertThat(checks.assess(question).verdict()).isEqualTo(Verdict.CANNOT_TELL);
        }
        assertThat(new RecordedStatus.HiddenRecord("archived", null).check().code())
                .isEqualTo("status-not-known");
    }

    @Test
    void asOfATimeAProofNeedNotHoldAnyMore() {
        ObjectNode badge = new EddsaRdfc2022(canonicalizer)
                .sign(
                        unsigned(),
                        new ProofOptions(
                                DidKey.verificationMethodId(issuer),
                                AWARDED,
                                "assertionMethod",
                                AWARDED.plusSeconds(60),
                                null,
                                null),
                        key);
        assertThat(check(assess(badge), Check.Name.PROOF).code()).isEqualTo("proof-expired");
        for (long second : new long[] {0, 59, 60, 61}) {
            AsOf then = new AsOf(AWARDED.plusSeconds(second), true);
            Report assessment = checks.assess(CheckInput.foreign(new CredentialDocument(badge), then, List.of()));
            assertThat(assessment.verdict())
                    .as(then.toString())
                    .isEqualTo(second < 60 ? Verdict.VALID : Verdict.INVALID);
        }
        AsOf before = new AsOf(AWARDED.minusSeconds(1), true);
        assertThat(checks.assess(CheckInput.foreign(new CredentialDocument(badge), before, List.of()))
                        .verdict())
                .isEqualTo(Verdict.NOT_YET_VALID);
    }

    @Test
    void aTextIsAJwtOnlyIfItLooksLikeOne() {
        assertThat(CredentialForm.isJwt("eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.c2ln"))
                .isTrue();
        assertThat(CredentialForm.isJwt("eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.c2ln~disclosure~"))
                .isTrue();
        assertThat(CredentialForm.isJwt("eyJhbGciOiJFZERTQSJ9")).isFalse();
        assertThat(CredentialForm.isJwt("eyJhbGciOi.J9.x")).isFalse();
        assertThat(CredentialForm.isJwt("hello. world. again")).isFalse();
        assertThat(CredentialForm.isJwt("ey" + "a".repeat(1_000_000))).isFalse();
    }

    private void endsAllTheSame(ObjectNode expired) {
        Report assessment = assess(expired);
        assertThat(check(assessment, Check.Name.PROOF).outcome())
                .as("to the signature it is the same document")
                .isEqualTo(Check.CheckOutcome.PASSED);
        assertThat(check(assessment, Check.Name.DATES).outcome()).isEqualTo(Check.CheckOutcome.FAILED);
        assertThat(VerifyAnswer.of(assessment, NOW).verified()).isFalse();
    }

    private Report assess(ObjectNode badge) {
        return checks.assess(
                CheckInput.of(new CredentialDocument(badge), Optional.empty(), new RecordedStatus.Foreign(), NOW));
    }

    private static Check check(Report assessment, Check.Name name) {
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
