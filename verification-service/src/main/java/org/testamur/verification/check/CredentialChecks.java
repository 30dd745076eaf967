package org.testamur.verification.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.Canonicalizer;
import org.testamur.dataintegrity.DidDocument;
import org.testamur.dataintegrity.DidKey;
import org.testamur.dataintegrity.Expectation;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.LintException;
import org.testamur.dataintegrity.PinnedSchemas;
import org.testamur.dataintegrity.ProofVerifier;
import org.testamur.dataintegrity.Verification;
import org.testamur.dataintegrity.VerificationMethod;
import org.testamur.dataintegrity.VerificationMethods;
import org.testamur.verification.issuer.Issuer;
import org.testamur.verification.issuer.IssuerKey;

/** Asks every question of a credential, each time anew, and goes on after the first no so that all are answered. */
@ApplicationScoped
class CredentialChecks {

    private static final int MOST_NOTES = 20;

    private final Canonicalizer canonicalizer;
    private final ProofVerifier verifier;
    private final PinnedSchemas schemas;
    private final Clock clock;

    CredentialChecks(Canonicalizer canonicalizer, ProofVerifier verifier, PinnedSchemas schemas, Clock clock) {
        this.canonicalizer = canonicalizer;
        this.verifier = verifier;
        this.schemas = schemas;
        this.clock = clock;
    }

    /** @param issuer the document's issuer, if it is one of ours */
    Assessment assess(CredentialDocument document, Optional<Issuer> issuer, Standing standing) {
        return new Run(document, issuer.orElse(null), standing).assess();
    }

    /** The checks of one document. */
    private final class Run {

        private final CredentialDocument document;
        private final @Nullable Issuer issuer;
        private final Standing standing;
        private final List<Note> errors = new ArrayList<>();
        private final List<Note> warnings = new ArrayList<>();
        private List<String> renamed = List.of();

        Run(CredentialDocument document, @Nullable Issuer issuer, Standing standing) {
            this.document = document;
            this.issuer = issuer;
            this.standing = standing;
        }

        Assessment assess() {
            List<Check> checks = new ArrayList<>();
            checks.add(schema());
            Check unknown = unknownIssuer();
            if (unknown == null) {
                Verification proof = verifier.verify(document.json(), keys(), Expectation.assertion());
                checks.add(proof(proof));
                checks.add(issuer(proof));
                if (proof instanceof Verification.Valid && !document.namesPlainly()) {
                    renamed = renamed();
                }
            } else {
                checks.add(Check.notChecked(
                        Check.Name.PROOF, "issuer-not-known", "The issuer's key is not known, so it was not checked."));
                checks.add(unknown);
            }
            checks.add(status());
            checks.add(dates());
            for (Check check : checks) {
                if (!check.hasPassed() && errors.stream().noneMatch(error -> error.check() == check.name())) {
                    errors.add(new Note(check.name(), check.code(), check.reason()));
                }
            }
            return new Assessment(checks, errors, warnings);
        }

        private Check schema() {
            List<String> faults = document.structuralFaults();
            faults.stream()
                    .limit(MOST_NOTES)
                    .forEach(fault -> errors.add(new Note(Check.Name.SCHEMA, "data-model", fault)));
            if (document.edition() == CredentialDocument.Edition.V1) {
                warnings.add(new Note(
                        Check.Name.SCHEMA,
                        "vc-1.1",
                        "It follows edition 1.1 of the Verifiable Credentials data model, which 2.0 has replaced;"
                                + " only what every credential needs was checked."));
            }
            if (!document.schemaIds().stream().allMatch(schemas::contains)) {
                warnings.add(new Note(
                        Check.Name.SCHEMA,
                        "schema-not-fetched",
                        "Nothing is fetched from an address found in a document; the schemas that it names were not"
                                + " read."));
            }
            if (!faults.isEmpty()) {
                return Check.failed(
                        Check.Name.SCHEMA,
                        "data-model",
                        "It is no credential as the data model asks for: " + faults.getFirst());
            }
            String schema = schemaOf(document.types());
            if (schema == null || document.edition() == CredentialDocument.Edition.V1) {
                return Check.passed(
                        Check.Name.SCHEMA, "well-formed", "It has what the data model asks of every credential.");
            }
            List<Finding> findings = schemas.validate(schema, document.json());
            if (findings.isEmpty()) {
                return Check.passed(Check.Name.SCHEMA, "fits-schema", "It fits the schema that 1EdTech publishes.");
            }
            note(findings, Check.Name.SCHEMA, "schema");
            return Check.failed(
                    Check.Name.SCHEMA,
                    "schema",
                    "It does not fit the schema that 1EdTech publishes: " + sentence(findings.getFirst()));
        }

        private @Nullable String schemaOf(List<String> types) {
            if (types.contains("OpenBadgeCredential") || types.contains("AchievementCredential")) {
                return PinnedSchemas.OPEN_BADGE;
            }
            if (types.contains("ClrCredential")) {
                return PinnedSchemas.CLR;
            }
            return types.contains("EndorsementCredential") ? PinnedSchemas.ENDORSEMENT : null;
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
            if (issuer == null && DidKey.resolve(id).isEmpty()) {
                return Check.notChecked(
                        Check.Name.ISSUER, "issuer-not-known", "The issuer " + id + " is not known here: not checked.");
            }
            return null;
        }

        private VerificationMethods keys() {
            Issuer ours = issuer;
            if (ours == null) {
                return DidKey::resolve;
            }
            return id -> DidDocument.verificationMethod(ours.issuerId(), ours.didDocument(), id)
                    .map(method -> evenIfCompromised(ours, method));
        }

        /**
         * A DID document no longer lets a compromised key assert anything. Whether its signature matches is asked all the
         * same: whether it counts is for {@link KeyPolicy} to say, who knows what was on record before.
         */
        private static VerificationMethod evenIfCompromised(Issuer ours, VerificationMethod method) {
            return ours.key(method.id()).filter(IssuerKey::isCompromised).isPresent()
                    ? new VerificationMethod(
                            method.id(),
                            method.controller(),
                            method.publicKeyMultibase(),
                            Set.of(Expectation.assertion().proofPurpose()),
                            null)
                    : method;
        }

        private Check proof(Verification verification) {
            return switch (verification) {
                case Verification.Valid(var proofs, var unchecked) -> {
                    if (!unchecked.isEmpty()) {
                        warnings.add(new Note(
                                Check.Name.PROOF,
                                "proofs-not-checked",
                                "Further proofs of kinds that are not known here were not checked: "
                                        + String.join(", ", unchecked) + "."));
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
                        errors.add(new Note(Check.Name.PROOF, reason.code(), detail));
                    } else {
                        note(findings, Check.Name.PROOF, reason.code());
                    }
                    yield Check.failed(
                            Check.Name.PROOF,
                            reason.code(),
                            findings.isEmpty()
                                    ? detail
                                    : "It holds what a signature would not cover: " + sentence(findings.getFirst()));
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
            return issuer == null
                    ? Check.passed(
                            Check.Name.ISSUER,
                            "self-contained",
                            "The issuer is the key that signed it; who holds that key is not known here.")
                    : keyAllowed(issuer, byIssuer.get());
        }

        private Check keyAllowed(Issuer ours, Verification.Proof proof) {
            Optional<IssuerKey> known = ours.key(proof.verificationMethod());
            if (known.isEmpty()) {
                return Check.failed(
                        Check.Name.ISSUER,
                        "key-not-listed",
                        "The key " + proof.verificationMethod() + " is not in the issuer's history.");
            }
            return KeyPolicy.allowed(known.get(), signedAt(proof), recordedAt());
        }

        private @Nullable Instant signedAt(Verification.Proof proof) {
            if (proof.created() != null) {
                return proof.created();
            }
            return document.validFrom() instanceof CredentialDocument.When.At(Instant at) ? at : null;
        }

        private @Nullable Instant recordedAt() {
            return standing instanceof Standing.Recorded recorded ? recorded.recordedAt() : null;
        }

        private Check status() {
            return switch (standing) {
                case Standing.Recorded recorded ->
                    switch (recorded.status()) {
                        case "valid" ->
                            Check.passed(
                                    Check.Name.STATUS, "not-revoked", "The issuer has not revoked or replaced it.");
                        case "revoked" ->
                            Check.failed(
                                    Check.Name.STATUS,
                                    VerdictPolicy.REVOKED,
                                    "The issuer revoked it on " + Dates.readable(recorded.changedAt())
                                            + (recorded.reason() == null ? "." : ": " + recorded.reason()));
                        default ->
                            Check.failed(
                                    Check.Name.STATUS,
                                    VerdictPolicy.SUPERSEDED,
                                    "The issuer replaced it by a newer credential on "
                                            + Dates.readable(recorded.changedAt()) + ".");
                    };
                case Standing.Erased() ->
                    Check.failed(Check.Name.STATUS, "erased", "Its record was erased at the learner's request.");
                case Standing.NotRecorded() ->
                    Check.notChecked(
                            Check.Name.STATUS,
                            "not-recorded",
                            "The issuer is known here and has no record of this credential.");
                case Standing.Foreign() -> {
                    if (!document.namesStatus() && !renamed.contains(CredentialDocument.STATUS)) {
                        yield Check.passed(Check.Name.STATUS, "no-status", "It names no status list to look it up in.");
                    }
                    yield Check.notChecked(
                            Check.Name.STATUS,
                            "status-not-fetched",
                            "Nothing is fetched from an address found in a document, so its status list was not read.");
                }
            };
        }

        private Check dates() {
            var from = document.validFrom();
            var until = document.validUntil();
            for (String member : document.dateMembers()) {
                if (renamed.contains(member)) {
                    return Check.failed(
                            Check.Name.DATES, "date-unreadable", "It says " + member + " under another name.");
                }
            }
            if (from instanceof CredentialDocument.When.Unreadable(String member)) {
                return Check.failed(Check.Name.DATES, "date-unreadable", member + " is no date with a time.");
            }
            if (until instanceof CredentialDocument.When.Unreadable(String member)) {
                return Check.failed(Check.Name.DATES, "date-unreadable", member + " is no date with a time.");
            }
            return VerdictPolicy.dates(
                    from instanceof CredentialDocument.When.At(Instant at) ? at : null,
                    until instanceof CredentialDocument.When.At(Instant at) ? at : null,
                    clock.instant());
        }

        private void note(List<Finding> findings, Check.Name check, String code) {
            findings.stream()
                    .limit(MOST_NOTES)
                    .forEach(finding -> errors.add(new Note(check, code, sentence(finding))));
        }

        private static String sentence(Finding finding) {
            String where = finding.pointer().isEmpty() ? "the document" : finding.pointer();
            String text = where + ": " + finding.message();
            return text.length() > 400 ? text.substring(0, 400) + "…" : text;
        }
    }
}
