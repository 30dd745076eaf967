package org.testamur.verification.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.Canonicalizer;
import org.testamur.dataintegrity.DidKey;
import org.testamur.dataintegrity.Expectation;
import org.testamur.dataintegrity.LintException;
import org.testamur.dataintegrity.ProofVerifier;
import org.testamur.dataintegrity.Verification;

/** Asks every question of a credential, each time anew, and goes on after the first no so that all are answered. */
@ApplicationScoped
class CredentialChecks {

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

    Assessment assess(Question question) {
        return new Run(question).assess();
    }

    /** The checks of one document. */
    private final class Run {

        private final Question question;
        private final CredentialDocument document;
        private final IssuerKeys keys;
        private final Notes notes = new Notes();
        private List<String> renamed = List.of();
        private @Nullable Instant signedAt;

        Run(Question question) {
            this.question = question;
            this.document = question.document();
            this.keys = new IssuerKeys(question.issuer());
        }

        Assessment assess() {
            List<Check> checks = new ArrayList<>();
            Verification byTemplate = known.verify(question, keys).orElse(null);
            checks.add(schema.check(document, byTemplate != null, notes));
            Check unknown = unknownIssuer();
            if (unknown == null) {
                Verification proof = byTemplate != null
                        ? byTemplate
                        : verifier.verify(document.json(), keys, Expectation.assertion());
                checks.add(proof(proof));
                checks.add(issuer(proof));
                if (byTemplate == null && checks.stream().allMatch(Check::hasPassed)) {
                    known.learn(question);
                }
                if (proof instanceof Verification.Valid && !document.namesPlainly()) {
                    renamed = renamed();
                }
            } else {
                checks.add(Check.notChecked(
                        Check.Name.PROOF, "issuer-not-known", "The issuer's key is not known, so it was not checked."));
                checks.add(unknown);
            }
            checks.add(new StatusCheck(question, notes, this::signedByIssuer).check(renamed));
            checks.add(dates());
            return notes.with(checks, byTemplate != null);
        }

        /** What is signed and cannot be found under its name; whatever cannot be looked at might be. */
        private List<String> renamed() {
            List<String> members = new ArrayList<>();
            for (ObjectNode signed : document.asSigned()) {
                try {
                    members.addAll(document.renamed(canonicalizer.canonicalize(signed)));
                } catch (LintException e) {
                    members.addAll(document.unnamed());
                }
            }
            return members;
        }

        private @Nullable Check unknownIssuer() {
            String id = document.issuerId();
            if (id == null) {
                return Check.failed(Check.Name.ISSUER, "issuer-missing", "It names no issuer.");
            }
            if (question.issuer() == null && DidKey.resolve(id).isEmpty()) {
                return Check.notChecked(
                        Check.Name.ISSUER, "issuer-not-known", "The issuer " + id + " is not known here: not checked.");
            }
            return null;
        }

        private Check proof(Verification verification) {
            return switch (verification) {
                case Verification.Valid(var proofs, var unchecked) -> {
                    if (!unchecked.isEmpty()) {
                        notes.warning(
                                Check.Name.PROOF,
                                "proofs-not-checked",
                                "Further proofs of kinds that are not known here were not checked: "
                                        + String.join(", ", unchecked) + ".");
                    }
                    yield Check.passed(
                            Check.Name.PROOF,
                            "signature-matches",
                            proofs.size() == 1
                                    ? "The issuer's signature matches: nothing was changed since it was signed."
                                    : "All " + proofs.size() + " signatures match: nothing was changed since.");
                }
                case Verification.Invalid(var reason, var detail, var findings) -> {
                    if (findings.isEmpty()) {
                        notes.error(Check.Name.PROOF, reason.code(), detail);
                    } else {
                        notes.findings(Check.Name.PROOF, reason.code(), findings);
                    }
                    yield Check.failed(
                            Check.Name.PROOF,
                            reason.code(),
                            findings.isEmpty()
                                    ? detail
                                    : "It holds what a signature would not cover: "
                                            + Notes.sentence(findings.getFirst()));
                }
            };
        }

        private Check issuer(Verification verification) {
            String id = document.issuerId();
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
            signedAt = signedAt(byIssuer.get(), document);
            return keys.check(byIssuer.get(), signedAt, question.asOf(), question.onRecord(), notes);
        }

        /** Whether a status list bears a proof by the same issuer that counts. */
        private boolean signedByIssuer(ObjectNode list) {
            return verifier.verify(list, keys, Expectation.assertion())
                            instanceof Verification.Valid(var proofs, var unchecked)
                    && proofs.stream()
                            .anyMatch(proof -> proof.controller().equals(document.issuerId())
                                    && keys.check(
                                                    proof,
                                                    signedAt(proof, new CredentialDocument(list)),
                                                    question.asOf(),
                                                    // A list only takes from what our records say.
                                                    true,
                                                    notes)
                                            .hasPassed());
        }

        private static @Nullable Instant signedAt(Verification.Proof proof, CredentialDocument signed) {
            if (proof.created() != null) {
                return proof.created();
            }
            return signed.validFrom() instanceof CredentialDocument.When.At(Instant at) ? at : null;
        }

        private Check dates() {
            for (String member : document.dateMembers()) {
                if (renamed.contains(member)) {
                    return Check.failed(
                            Check.Name.DATES, "date-unreadable", "It says " + member + " under another name.");
                }
            }
            AsOf asOf = question.asOf();
            if (asOf.past() && signedAt != null && signedAt.isAfter(asOf.at())) {
                return Check.failed(
                        Check.Name.DATES,
                        VerdictPolicy.NOT_YET_ISSUED,
                        "It was signed on " + Dates.readable(signedAt) + ", after the time that was asked about.");
            }
            return document.dates(asOf.at());
        }
    }
}
