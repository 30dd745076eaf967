package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.dataintegrity.template.KnownDocuments;
import org.testamur.verification.Badge;
import org.testamur.verification.reference.Issuer;
import org.testamur.verification.reference.IssuerKey;

/** A credential of somebody else's, and the status lists that whoever asks has fetched. */
class StatusListsTest {

    private static final Instant AWARDED = Instant.parse("2020-01-01T00:00:00Z");
    private static final int INDEX = 94_567;

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
    void everyEntryIsLookedUpUnderItsPurpose() {
        ObjectNode badge = badge("revocation", "suspension", "refresh");
        Report assessment = assess(badge, list("revocation", false), list("suspension", false), list("refresh", false));
        assertThat(assessment.verdict()).isEqualTo(Verdict.VALID);
        assertThat(assessment.warnings()).extracting(Note::code).containsExactly("several-statuses");
    }

    @Test
    void aSuspendedCredentialIsSuspendedAndOnceReinstatedValid() {
        ObjectNode badge = badge("revocation", "suspension");
        assertThat(assess(badge, list("revocation", false), list("suspension", true))
                        .verdict())
                .isEqualTo(Verdict.SUSPENDED);
        assertThat(assess(badge, list("revocation", false), list("suspension", false))
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void aRevocationWeighsMoreThanASuspension() {
        assertThat(assess(badge("suspension", "revocation"), list("revocation", true), list("suspension", true))
                        .verdict())
                .isEqualTo(Verdict.REVOKED);
    }

    @Test
    void aRefreshedCredentialIsStillValidAndSaysSo() {
        Report assessment = assess(badge("revocation", "refresh"), list("revocation", false), list("refresh", true));
        assertThat(assessment.verdict()).isEqualTo(Verdict.VALID);
        assertThat(assessment.warnings())
                .extracting(Note::code)
                .containsExactly("several-statuses", "refresh-available");
    }

    @Test
    void aListThatWasNotBroughtIsARetrievalError() {
        Report assessment = assess(badge("revocation", "suspension"), list("revocation", false));
        assertThat(status(assessment).outcome()).isEqualTo(Check.CheckOutcome.NOT_CHECKED);
        assertThat(assessment.errors()).extracting(Note::code).containsExactly("STATUS_RETRIEVAL_ERROR");
        assertThat(assessment.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @ParameterizedTest
    @CsvSource({
        "'', MALFORMED_VALUE_ERROR",
        "-1, MALFORMED_VALUE_ERROR",
        "1.5, MALFORMED_VALUE_ERROR",
        "131072, RANGE_ERROR",
        "999999999999999999, RANGE_ERROR"
    })
    void anIndexThatIsNoneHasItsName(String index, String name) {
        ObjectNode badge = badge("revocation");
        ((ObjectNode) badge.at("/credentialStatus/0")).put("statusListIndex", index);
        assertThat(errors(assess(sign(badge), list("revocation", false)))).contains(name);
    }

    @Test
    void aListThatTellsTooMuchOrCannotBeReadHasItsName() {
        ObjectNode badge = sign(badge("revocation"));
        assertThat(errors(assess(badge, encoded("uH4sIAAAAAAAA_2NgAAAAAP__"))))
                .containsAnyOf("MALFORMED_VALUE_ERROR", "STATUS_LIST_LENGTH_ERROR");
        assertThat(errors(assess(badge, encoded("u!")))).contains("MALFORMED_VALUE_ERROR");
        assertThat(errors(assess(badge, encoded("zabc")))).contains("MALFORMED_VALUE_ERROR");
    }

    @Test
    void aListByAnotherOrForAnotherPurposeOrOutOfDateIsAVerificationError() {
        ObjectNode badge = sign(badge("revocation"));
        ObjectNode tampered = list("revocation", true);
        ((ObjectNode) tampered.get("credentialSubject"))
                .put("encodedList", BitstringStatusList.ofLength(131_072).encode());
        Ed25519.Key stranger = Ed25519.fastest().generate();
        String other = DidKey.of(stranger.publicKey());
        ObjectNode byAnother = unsignedList("revocation", false);
        byAnother.put("issuer", other);
        for (ObjectNode list : List.of(
                tampered,
                signedWith(list -> ((ObjectNode) list.get("credentialSubject")).put("statusPurpose", "suspension")),
                signedWith(list -> list.put("validUntil", "2020-02-01T00:00:00Z")),
                signedWith(list -> list.putArray("type").add("VerifiableCredential")),
                Badge.sign(byAnother, DidKey.verificationMethodId(other), stranger),
                unsignedList("revocation", false))) {
            assertThat(errors(assess(badge, list))).as(list.toString()).contains("STATUS_VERIFICATION_ERROR");
        }
    }

    @Test
    void anEntryThatIsHiddenInAnotherWayOfWritingIsNotOverlooked() {
        ObjectNode badge = sign(badge("revocation", "suspension"));
        ArrayNode entries = (ArrayNode) badge.get("credentialStatus");
        badge.set("https://www.w3.org/2018/credentials#credentialStatus", entries.remove(1));
        Report assessment = assess(badge, list("revocation", false), list("suspension", true));
        assertThat(assessment.checks().get(1).outcome())
                .as("to the signature it is the same document")
                .isEqualTo(Check.CheckOutcome.PASSED);
        assertThat(assessment.verdict()).isEqualTo(Verdict.SUSPENDED);
        assertThat(status(assessment).code()).isEqualTo(VerdictPolicy.SUSPENDED);
    }

    @Test
    void aPurposeThatIsNotKnownIsAWarning() {
        Report assessment = assess(badge("revocation", "attendance"), list("revocation", false));
        assertThat(assessment.verdict()).isEqualTo(Verdict.VALID);
        assertThat(assessment.warnings())
                .extracting(Note::code)
                .containsExactly("several-statuses", "status-purpose-not-known");
    }

    @Test
    void howeverManyEntriesNameAListItIsJudgedOnce() {
        String[] purposes = new String[2_000];
        Arrays.fill(purposes, "revocation");
        AtomicInteger judged = new AtomicInteger();
        Notes notes = new Notes();
        Check check = new StatusCheck(
                        question(badge(purposes), list("revocation", true), list("suspension", false)),
                        StatedValidity.of(new CredentialDocument(badge(purposes)), canonicalizer),
                        notes,
                        list -> {
                            judged.incrementAndGet();
                            return true;
                        })
                .check();
        assertThat(check.code()).isEqualTo(VerdictPolicy.REVOKED);
        assertThat(judged).hasValue(1);
    }

    @Test
    void aListWithoutAnEndMayBeAnOldCopyWhichIsTold() {
        Report assessment = assess(badge("revocation"), signedWith(list -> list.remove("validUntil")));
        assertThat(assessment.verdict()).isEqualTo(Verdict.VALID);
        assertThat(assessment.warnings())
                .extracting(Note::code)
                .containsExactly("several-statuses", "status-list-without-end");
        assertThat(assessment.warnings().getLast().detail()).contains(address("revocation"));
        assertThat(assess(badge("revocation"), list("revocation", false)).warnings())
                .extracting(Note::code)
                .doesNotContain("status-list-without-end");
    }

    /** A thief of a key can sign a list with any date that says that all is well. */
    @Test
    void ofWhatIsNotOnRecordAListByACompromisedKeySaysNothingForNoTime() {
        Ed25519.Key stolen = Ed25519.fastest().generate();
        Instant known = Instant.parse("2026-01-01T00:00:00Z");
        Issuer ours = new Issuer(
                new UUID(0, 1),
                "did:web:northfield.example",
                "https://northfield.example",
                Badge.MAPPER.createObjectNode(),
                List.of(
                        new IssuerKey(
                                "did:web:northfield.example#key-1",
                                Multikey.encodePublicKey(stolen.publicKey()),
                                "compromised",
                                AWARDED,
                                known,
                                known),
                        new IssuerKey(
                                "did:web:northfield.example#key-2",
                                Multikey.encodePublicKey(key.publicKey()),
                                "active",
                                AWARDED,
                                null,
                                null)));
        ObjectNode badge = badge("revocation");
        badge.withObject("issuer").put("id", ours.issuerId());
        ObjectNode signed = sign(badge, ours.issuerId() + "#key-2", key);
        AsOf then = new AsOf(known.minusSeconds(60), true);
        RecordedStatus notKept = new RecordedStatus.NotKept();
        RecordedStatus recorded = new RecordedStatus.Recorded("valid", null, AWARDED);
        for (boolean set : new boolean[] {false, true}) {
            ObjectNode list = unsignedList("revocation", set);
            list.put("issuer", ours.issuerId());
            ObjectNode byThief = sign(list, ours.issuerId() + "#key-1", stolen);
            ObjectNode byIssuer = sign(list, ours.issuerId() + "#key-2", key);
            Verdict said = set ? Verdict.REVOKED : Verdict.VALID;
            assertThat(verdict(signed, ours, notKept, then, byThief)).isEqualTo(Verdict.CANNOT_TELL);
            assertThat(verdict(signed, ours, notKept, then, byIssuer)).isEqualTo(said);
            assertThat(verdict(signed, ours, recorded, then, byThief)).isEqualTo(said);
        }
    }

    private Verdict verdict(ObjectNode badge, Issuer ours, RecordedStatus recordedStatus, AsOf asOf, ObjectNode list) {
        return checks.assess(new CheckInput(
                        new CredentialDocument(badge),
                        ours,
                        recordedStatus,
                        asOf,
                        false,
                        List.of(list),
                        inside -> CheckInput.foreign(inside, asOf, List.of())))
                .verdict();
    }

    private ObjectNode sign(ObjectNode document, String verificationMethod, Ed25519.Key by) {
        return new EddsaRdfc2022(canonicalizer)
                .sign(document, ProofOptions.assertion(verificationMethod, AWARDED.plusSeconds(60)), by);
    }

    @Test
    void thousandsOfWarningsOfOneKindHideNoneOfAnother() {
        String[] purposes = IntStream.range(0, 3_000).mapToObj(i -> "p" + i).toArray(String[]::new);
        purposes[2_999] = "refresh";
        Report assessment = assess(badge(purposes), list("refresh", true));
        assertThat(assessment.warnings()).hasSizeLessThan(50);
        assertThat(assessment.warnings())
                .extracting(Note::code)
                .contains("status-purpose-not-known", "refresh-available");
    }

    private Report assess(ObjectNode badge, ObjectNode... lists) {
        return checks.assess(question(badge.has("proof") ? badge : sign(badge), lists));
    }

    private static CheckInput question(ObjectNode badge, ObjectNode... lists) {
        return CheckInput.foreign(new CredentialDocument(badge), AsOf.now(Clock.systemUTC()), List.of(lists));
    }

    /** What is wrong with the credential makes it invalid; what is wrong with a list leaves open how it stands. */
    private static List<String> errors(Report assessment) {
        assertThat(assessment.verdict())
                .isEqualTo(
                        status(assessment).code().equals("status-malformed") ? Verdict.INVALID : Verdict.CANNOT_TELL);
        assertThat(status(assessment).hasPassed()).isFalse();
        return assessment.errors().stream().map(Note::code).toList();
    }

    private static Check status(Report assessment) {
        return assessment.checks().stream()
                .filter(check -> check.name() == Check.Name.STATUS)
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode badge(String... purposes) {
        ObjectNode badge = Badge.unsigned("urn:uuid:0197b2f0-4b1e-8a77-9c3e-2f6d1a0b5c4d", issuer, AWARDED);
        ArrayNode entries = badge.putArray("credentialStatus");
        for (String purpose : purposes) {
            entries.addObject()
                    .put("id", address(purpose) + "#" + INDEX)
                    .put("type", "BitstringStatusListEntry")
                    .put("statusPurpose", purpose)
                    .put("statusListIndex", Integer.toString(INDEX))
                    .put("statusListCredential", address(purpose));
        }
        return badge;
    }

    private static String address(String purpose) {
        return "https://lists.example/" + purpose;
    }

    private ObjectNode list(String purpose, boolean set) {
        return sign(unsignedList(purpose, set));
    }

    private ObjectNode encoded(String encodedList) {
        return signedWith(list -> ((ObjectNode) list.get("credentialSubject")).put("encodedList", encodedList));
    }

    private ObjectNode signedWith(Consumer<ObjectNode> change) {
        ObjectNode list = unsignedList("revocation", false);
        change.accept(list);
        return sign(list);
    }

    private ObjectNode unsignedList(String purpose, boolean set) {
        BitstringStatusList bits = BitstringStatusList.ofLength(131_072);
        bits.set(INDEX, set);
        return Badge.parse("""
            {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "%s",
             "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": "%s",
             "validFrom": "2020-01-01T00:00:00Z", "validUntil": "2999-01-01T00:00:00Z",
             "credentialSubject": {"id": "%s#list", "type": "BitstringStatusList", "statusPurpose": "%s",
              "encodedList": "%s"}}\
            """.formatted(address(purpose), issuer, address(purpose), purpose, bits.encode()));
    }

    private ObjectNode sign(ObjectNode document) {
        return Badge.sign(document, DidKey.verificationMethodId(issuer), key);
    }
}
