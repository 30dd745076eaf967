package org.testamur.verification.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.LintException;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.ProofOptions;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.statuslist.BitstringStatusList;
import org.testamur.dataintegrity.template.KnownDocuments;
import org.testamur.verification.Badge;

/** Takes signed credentials that stand in different ways, rearranges them, and lets no answer be better than the first. */
final class Forgery {

    private static final Instant AWARDED = Instant.parse("2020-01-01T00:00:00Z");
    private static final AsOf NOW = AsOf.now(Clock.systemUTC());
    private static final String LIST = "https://lists.example/1";

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
    private final Map<String, Original> originals = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    record Original(ObjectNode document, List<ObjectNode> lists, Verdict verdict) {}

    /** How many were judged, how many of them under a proof that held, and how many were valid. */
    record Count(int all, int held, int valid) {}

    Forgery() {
        original("valid", Verdict.VALID, badge -> {});
        original("valid until", Verdict.VALID, badge -> badge.put("validUntil", "2090-01-01T00:00:00Z"));
        original("expired", Verdict.EXPIRED, badge -> badge.put("validUntil", "2021-01-01T00:00:00Z"));
        original("not yet valid", Verdict.NOT_YET_VALID, badge -> badge.put("validFrom", "2090-01-01T00:00:00Z"));
        original("without an id", Verdict.EXPIRED, badge -> {
            badge.remove(List.of("id", "evidence"));
            badge.putArray("type").add("VerifiableCredential");
            badge.put("validUntil", "2021-01-01T00:00:00Z");
        });
        original("without evidence", Verdict.EXPIRED, badge -> {
            badge.put("validUntil", "2021-01-01T00:00:00Z");
            badge.remove("evidence");
        });
        original("a status that nobody can look up", Verdict.CANNOT_TELL, this::status);
        originals.put("revoked", new Original(signed(this::status), List.of(list(true)), Verdict.REVOKED));
        originals.put("not revoked", new Original(signed(this::status), List.of(list(false)), Verdict.VALID));
        originals.put(
                "terms and a service",
                new Original(
                        signed(badge -> {
                            badge.put("validUntil", "2021-01-01T00:00:00Z");
                            badge.putArray("termsOfUse")
                                    .addObject()
                                    .put("id", "https://a.example/terms")
                                    .put("type", "https://a.example/terms#IssuerPolicy");
                        }),
                        List.of(),
                        Verdict.INVALID));
        originals.put("a proof that has expired", new Original(expiredProof(), List.of(), Verdict.INVALID));
        originals.put(
                "endorsed",
                new Original(
                        signed(badge -> badge.putArray("endorsement")
                                .add(endorsement(badge.path("id").asText()))),
                        List.of(),
                        Verdict.VALID));
    }

    /** Each way once, and so many chains of ways, of every original. */
    Count run(int chains, long seed) {
        int all = 0;
        int held = 0;
        int valid = 0;
        Random random = new Random(seed);
        for (Map.Entry<String, Original> entry : originals.entrySet()) {
            Original original = entry.getValue();
            Report first = assess(original.document(), original);
            if (original.verdict() != Verdict.INVALID) {
                assertThat(first.verdict()).as(entry.getKey()).isEqualTo(original.verdict());
            }
            String rdf = rdf(original.document());
            List<Rearrangements.Rearranged> rearranged = new ArrayList<>(Rearrangements.of(original.document()));
            Set<String> harmless = new HashSet<>();
            for (Rearrangements.Rearranged one : rearranged) {
                if (rdf(one.document()).equals(rdf)) {
                    harmless.add(one.what());
                }
            }
            rearranged.addAll(Rearrangements.chains(original.document(), harmless, chains, random));
            for (Rearrangements.Rearranged one : rearranged) {
                Report assessment = assess(one.document(), original);
                String what = entry.getKey() + ": " + one.what() + "\n" + one.document();
                all++;
                boolean same = rdf(one.document()).equals(rdf);
                if (assessment.verdict() == Verdict.VALID) {
                    valid++;
                    fault(what + " is valid", first.verdict() == Verdict.VALID && same);
                }
                if (check(assessment, Check.Name.PROOF).hasPassed()) {
                    held++;
                    fault(what + " is not what was signed", same);
                    for (Check.Name name : new Check.Name[] {Check.Name.DATES, Check.Name.STATUS}) {
                        fault(
                                what + " " + check(assessment, name),
                                check(assessment, name).equals(check(first, name)));
                    }
                }
            }
        }
        assertThat(faults).isEmpty();
        return new Count(all, held, valid);
    }

    private void fault(String what, boolean right) {
        if (!right && faults.size() < 10) {
            faults.add(what);
        }
    }

    private Report assess(ObjectNode document, Original original) {
        return checks.assess(CheckInput.foreign(new CredentialDocument(document), NOW, original.lists()));
    }

    private static Check check(Report assessment, Check.Name name) {
        return assessment.checks().stream()
                .filter(check -> check.name() == name)
                .findFirst()
                .orElseThrow();
    }

    /** As the proof signs it. */
    private String rdf(ObjectNode document) {
        StringBuilder forms = new StringBuilder();
        for (ObjectNode signed : new CredentialDocument(document).asSigned()) {
            try {
                String form = canonicalizer.canonicalize(signed);
                forms.append(forms.indexOf(form) < 0 ? form : "");
            } catch (LintException e) {
                forms.append("none");
            }
        }
        return forms.toString();
    }

    private void original(String name, Verdict verdict, Consumer<ObjectNode> change) {
        originals.put(name, new Original(signed(change), List.of(), verdict));
    }

    private ObjectNode signed(Consumer<ObjectNode> change) {
        ObjectNode badge = unsigned();
        change.accept(badge);
        return Badge.sign(badge, DidKey.verificationMethodId(issuer), key);
    }

    /** Its evidence bears its own id, so that what is moved there is still stated of it. */
    private ObjectNode unsigned() {
        ObjectNode badge = Badge.unsigned("https://badges.example/credentials/3732", issuer, AWARDED);
        badge.putArray("evidence")
                .addObject()
                .put("id", badge.get("id").textValue())
                .putArray("type")
                .add("Evidence");
        return badge;
    }

    private ObjectNode expiredProof() {
        return new EddsaRdfc2022(canonicalizer)
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
    }

    private void status(ObjectNode badge) {
        badge.putObject("credentialStatus")
                .put("id", LIST + "#7")
                .put("type", "BitstringStatusListEntry")
                .put("statusPurpose", "revocation")
                .put("statusListIndex", "7")
                .put("statusListCredential", LIST);
    }

    private ObjectNode list(boolean revoked) {
        BitstringStatusList bits = BitstringStatusList.ofLength(131_072);
        bits.set(7, revoked);
        return Badge.sign(
                Badge.parse("""
                    {"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "%1$s",
                     "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": "%2$s",
                     "validFrom": "2020-01-01T00:00:00Z",
                     "credentialSubject": {"id": "%1$s#list", "type": "BitstringStatusList", "statusPurpose": "revocation",
                      "encodedList": "%3$s"}}\
                    """.formatted(LIST, issuer, bits.encode())), DidKey.verificationMethodId(issuer), key);
    }

    static ObjectNode unsignedEndorsement(String issuer, String of) {
        return Badge.parse("""
            {"@context": ["https://www.w3.org/ns/credentials/v2",
              "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
             "id": "urn:uuid:44444444-4444-4444-8444-444444444444",
             "type": ["VerifiableCredential", "EndorsementCredential"], "name": "Endorsement",
             "issuer": {"id": "%s", "type": ["Profile"], "name": "Endorser"}, "validFrom": "2020-01-01T00:00:00Z",
             "credentialSubject": {"id": "%s", "type": ["EndorsementSubject"], "endorsementComment": "Good."}}\
            """.formatted(issuer, of));
    }

    private ObjectNode endorsement(String of) {
        Ed25519.Key other = Ed25519.fastest().generate();
        String did = DidKey.of(other.publicKey());
        return Badge.sign(unsignedEndorsement(did, of), DidKey.verificationMethodId(did), other);
    }
}
