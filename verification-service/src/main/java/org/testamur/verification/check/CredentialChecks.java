package org.testamur.verification.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.proof.Verification;

/** Asks every question of a credential, each time anew, and goes on after the first no so that all are answered. */
@ApplicationScoped
class CredentialChecks {

    /** Faults of a document that say more of us than of it. */
    private static final Set<Finding.Kind> BEYOND_US =
            Set.of(Finding.Kind.UNPINNED_CONTEXT, Finding.Kind.UNSUPPORTED, Finding.Kind.TOO_COMPLEX);

    private final Canonicalizer canonicalizer;
    private final ProofVerifier verifier;
    private final SchemaCheck schema;
    private final KnownCredentials known;

    CredentialChecks(Canonicalizer canonicalizer, ProofVerifier verifier, SchemaCheck schema, KnownCredentials known) {
        this.canonicalizer = canonicalizer;
        this.verifier = verifier;
        this.schema = schema;
        this.known = known;
    }

    /** The answer to a credential, with those to the credentials inside it. */
    Report assess(CheckInput question) {
        Run run = new Run(question);
        List<Check> checks = run.checks();
        InsideChecks insideChecks = new InsideChecks(question, run.notes, this::alone);
        List<InsideAnswer> inside = insideChecks.answers(run.said.others());
        if (run.said.isOf(InsideChecks.RECORD_OF_CREDENTIALS)) {
            checks.replaceAll(check -> insideChecks.holding(check, inside));
        }
        if (run.byTemplate == null && checks.stream().allMatch(Check::hasPassed)) {
            known.learn(question);
        }
        return run.notes.with(checks, inside, run.byTemplate != null);
    }

    /** The answer to a credential that is inside another; what is inside it is asked for beside it. */
    private Report alone(CheckInput question) {
        Run run = new Run(question);
        return run.notes.with(run.checks(), List.of(), run.byTemplate != null);
    }

    /** The checks of one document; each check that is asked of every credential has its line in {@link #checks()}. */
    private final class Run {

        private final CheckInput question;
        private final CredentialDocument document;
        private final IssuerKeys keys;
        private final Notes notes = new Notes();
        private final @Nullable Verification byTemplate;
        private final StatedValidity said;
        private @Nullable Instant signedAt;

        Run(CheckInput question) {
            this.question = question;
            this.document = question.document();
            this.keys = new IssuerKeys(question.issuer(), isIssuerKnown());
            this.byTemplate = known.verify(question, keys).orElse(null);
            this.said =
                    byTemplate != null ? StatedValidity.byName(document) : StatedValidity.of(document, canonicalizer);
        }

        List<Check> checks() {
            List<Check> checks = new ArrayList<>();
            checks.add(schema.check(document, said, byTemplate != null, notes));
            Verification proof = byTemplate != null
                    ? byTemplate
                    : verifier.verify(document.json(), keys, question.asOf().expectation());
            checks.add(proof(proof));
            checks.add(issuer(proof));
            checks.add(new StatusCheck(question, said, notes, this::counts).check());
            checks.add(dates());
            return checks;
        }

        private boolean isIssuerKnown() {
            String id = document.issuerId();
            return question.issuer() != null || (id != null && DidKey.isDid(id));
        }

        private Check proof(Verification verification) {
            List<String> beyond = document.contextsBeyondProofs();
            if (!beyond.isEmpty()) {
                notes.warning(
                        Check.Name.PROOF,
                        "contexts-not-covered",
                        "A proof names fewer contexts than the document and covers it as it reads under those alone."
                                + " Not covered, and not looked at: "
                                + Notes.cut(String.join(", ", beyond)) + ".");
            }
            return switch (verification) {
                case Verification.Valid(var proofs, var unchecked) -> {
                    if (!unchecked.isEmpty()) {
                        notes.warning(
                                Check.Name.PROOF,
                                "proofs-not-checked",
                                "Further proofs of kinds that are not known here were not checked: "
                                        + Notes.cut(String.join(", ", unchecked)) + ".");
                    }
                    yield Check.passed(
                            Check.Name.PROOF,
                            "signature-matches",
                            proofs.size() == 1
                                    ? "The issuer's signature matches: nothing was changed since it was signed."
                                    : "All " + proofs.size() + " signatures match: nothing was changed since.");
                }
                case Verification.Invalid invalid -> proof(invalid);
            };
        }

        private Check proof(Verification.Invalid invalid) {
            Verification.Reason reason = invalid.reason();
            List<Finding> findings = invalid.findings();
            if (reason == Verification.Reason.KEY_NOT_FOUND && !keys.known()) {
                return Check.notChecked(
                        Check.Name.PROOF, "issuer-not-known", "The issuer's key is not known, so it was not checked.");
            }
            if (findings.isEmpty()) {
                notes.error(Check.Name.PROOF, reason.code(), invalid.detail());
                return reason == Verification.Reason.UNKNOWN_CRYPTOSUITE
                        ? Check.notChecked(Check.Name.PROOF, reason.code(), invalid.detail())
                        : Check.failed(Check.Name.PROOF, reason.code(), invalid.detail());
            }
            String first = Notes.sentence(findings.getFirst());
            if (findings.stream().allMatch(finding -> BEYOND_US.contains(finding.kind()))) {
                boolean context = findings.getFirst().kind() == Finding.Kind.UNPINNED_CONTEXT;
                String code = context ? "context-not-known" : CredentialForm.NOT_SUPPORTED;
                notes.findings(Check.Name.PROOF, code, findings);
                return Check.notChecked(
                        Check.Name.PROOF, code, "It cannot be read here, so its proof was not checked: " + first);
            }
            notes.findings(Check.Name.PROOF, reason.code(), findings);
            return Check.failed(Check.Name.PROOF, reason.code(), "It holds what a signature would not cover: " + first);
        }

        private Check issuer(Verification verification) {
            String id = document.issuerId();
            if (id == null) {
                return Check.failed(Check.Name.ISSUER, "issuer-missing", "It names no issuer.");
            }
            if (!keys.known()) {
                return Check.notChecked(
                        Check.Name.ISSUER, "issuer-not-known", "The issuer " + id + " is not known here: not checked.");
            }
            if (question.recordedStatus() instanceof RecordedStatus.UnderOurId) {
                return Check.failed(
                        Check.Name.ISSUER,
                        "id-of-another-issuer",
                        "Its id is one that only an issuer of this platform gives, and it names " + id
                                + " as its issuer.");
            }
            if (!(verification instanceof Verification.Valid(var proofs, var unchecked))) {
                return Check.notChecked(
                        Check.Name.ISSUER,
                        "no-proof-holds",
                        "Without a proof that holds, nothing shows that " + id + " issued it.");
            }
            Optional<Verification.Proof> byIssuer = proofs.stream()
                    .filter(proof -> proof.controller().equals(id))
                    .findFirst();
            if (byIssuer.isEmpty()) {
                return Check.failed(
                        Check.Name.ISSUER, "signed-by-other", "It was signed by another than its issuer " + id + ".");
            }
            signedAt = signedAt(byIssuer.get(), said);
            return keys.check(byIssuer.get(), signedAt, question.asOf(), question.onRecord(), notes);
        }

        /** Whether a status list is within its dates and bears a proof by the same issuer that counts. */
        private boolean counts(ObjectNode list) {
            StatedValidity ofList = StatedValidity.of(new CredentialDocument(list), canonicalizer);
            boolean counts = ofList.faults().isEmpty()
                    && ofList.dates(question.asOf().at()).hasPassed()
                    && verifier.verify(list, keys, question.asOf().expectation())
                            instanceof Verification.Valid(var proofs, var unchecked)
                    && proofs.stream().anyMatch(proof -> counts(proof, ofList));
            if (counts && ofList.validUntil() instanceof CredentialDocument.When.NoDate) {
                notes.warning(
                        Check.Name.STATUS,
                        "status-list-without-end",
                        "The status list " + Notes.cut(list.path("id").asText())
                                + " has no validUntil: an old copy cannot be told from the newest, so what was revoked"
                                + " since is seen only if it was fetched from its address just now.");
            }
            return counts;
        }

        private boolean counts(Verification.Proof proof, StatedValidity list) {
            // From what our records say a list only takes. Where they say nothing it may be a thief's word that all is
            // well.
            boolean told = question.recordedStatus() instanceof RecordedStatus.Recorded;
            return proof.controller().equals(document.issuerId())
                    && keys.check(proof, signedAt(proof, list), question.asOf(), told, notes)
                            .hasPassed();
        }

        private static @Nullable Instant signedAt(Verification.Proof proof, StatedValidity signed) {
            if (proof.created() != null) {
                return proof.created();
            }
            return signed.validFrom() instanceof CredentialDocument.When.At(DateTimeStamp stamp)
                    ? stamp.toInstant()
                    : null;
        }

        private Check dates() {
            AsOf asOf = question.asOf();
            if (asOf.past() && signedAt != null && signedAt.isAfter(asOf.at())) {
                return Check.failed(
                        Check.Name.DATES,
                        VerdictPolicy.NOT_YET_ISSUED,
                        "It was signed on " + Dates.readable(signedAt) + ", after the time that was asked about.");
            }
            return said.dates(asOf.at());
        }
    }
}
