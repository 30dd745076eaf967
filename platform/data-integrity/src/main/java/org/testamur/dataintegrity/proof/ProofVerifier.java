package org.testamur.dataintegrity.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.DateTimeStamp;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.dataintegrity.did.VerificationMethods;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.LintException;
import org.testamur.dataintegrity.key.Base58;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.Verification.Invalid;
import org.testamur.dataintegrity.proof.Verification.Proof;
import org.testamur.dataintegrity.proof.Verification.Reason;
import org.testamur.dataintegrity.proof.Verification.Valid;
import org.testamur.dataintegrity.rdf.RdfCanonicalization;
import org.testamur.dataintegrity.rdf.RdfCanonicalization.Related;
import org.testamur.dataintegrity.rdf.Statements;

/**
 * Verifies the Data Integrity proofs of a document: {@code eddsa-rdfc-2022}, and {@code Ed25519Signature2020} of older
 * badges. Proofs of other kinds are reported, not trusted.
 */
public final class ProofVerifier {
    private static final String ED25519_SIGNATURE_2020 = "Ed25519Signature2020";

    /** A document with more proofs than this is not meant to be verified. */
    private static final int MAX_PROOFS = 16;

    /** For each of the contexts that proofs come with the document is canonicalised anew; honest proofs share one. */
    public static final int MOST_CONTEXTS = 4;

    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private static final String SECURITY = "https://w3id.org/security#";

    /** What is read of a proof, and the property that it states. */
    private static final Map<String, String> OPTIONS = Map.of(
            "created", "http://purl.org/dc/terms/created",
            "expires", SECURITY + "expiration",
            "domain", SECURITY + "domain",
            "challenge", SECURITY + "challenge",
            "proofPurpose", SECURITY + "proofPurpose",
            "verificationMethod", SECURITY + "verificationMethod",
            "cryptosuite", SECURITY + "cryptosuite",
            "previousProof", SECURITY + "previousProof");

    private final Canonicalizer canonicalizer;
    private final Ed25519 ed25519;
    private final Clock clock;

    public ProofVerifier(Canonicalizer canonicalizer, Ed25519 ed25519, Clock clock) {
        this.canonicalizer = canonicalizer;
        this.ed25519 = ed25519;
        this.clock = clock;
    }

    /** Whether every proof holds; exceptions of {@code keys} pass through, so that "cannot tell" is never "invalid". */
    public Verification verify(ObjectNode document, VerificationMethods keys, Expectation expectation) {
        return verify(document.get("proof"), keys, expectation, new General(document));
    }

    /** Gives what the signature of a proof must be of. */
    @FunctionalInterface
    public interface Hashing {
        /** @param all the document's proofs, this one among them */
        byte[] hashData(ObjectNode proof, List<ObjectNode> all) throws Refusal;

        /** What it must be of if the signer had related nodes as a set; null where that is no other. */
        default byte @Nullable [] hashDataBySets(ObjectNode proof, List<ObjectNode> all) throws Refusal {
            return null;
        }
    }

    /** Asks everything of the proofs of a document that somebody else canonicalises. */
    public Verification verify(
            @Nullable JsonNode proof, VerificationMethods keys, Expectation expectation, Hashing hashing) {
        if (proof == null || proof.isNull() || (proof.isArray() && proof.isEmpty())) {
            return invalid(Reason.NO_PROOF, "The document carries no proof.");
        }
        List<ObjectNode> proofs = new ArrayList<>();
        for (JsonNode item : proof.isArray() ? proof : List.of(proof)) {
            if (!(item instanceof ObjectNode one)) {
                return invalid(Reason.MALFORMED_PROOF, "A proof must be an object.");
            }
            proofs.add(one);
        }
        if (proofs.size() > MAX_PROOFS) {
            return invalid(Reason.MALFORMED_PROOF, "The document has more than " + MAX_PROOFS + " proofs.");
        }
        Set<JsonNode> contexts = new HashSet<>();
        for (ObjectNode one : proofs) {
            contexts.add(one.path("@context"));
            if (contexts.size() > MOST_CONTEXTS) {
                return invalid(Reason.MALFORMED_PROOF, "The proofs have more than " + MOST_CONTEXTS + " contexts.");
            }
            if (one.path("previousProof").size() > MAX_PROOFS) {
                return invalid(Reason.MALFORMED_PROOF, "A proof builds on more than " + MAX_PROOFS + " others.");
            }
        }
        List<Proof> held = new ArrayList<>();
        List<String> unchecked = new ArrayList<>();
        try {
            for (ObjectNode one : proofs) {
                String suite = suite(one);
                if (suite.equals(EddsaRdfc2022.CRYPTOSUITE) || suite.equals(ED25519_SIGNATURE_2020)) {
                    held.add(new Check(hashing, proofs, one, suite, expectation).run(keys));
                } else {
                    unchecked.add(suite);
                }
            }
        } catch (Refusal refusal) {
            return refusal.invalid;
        }
        return held.isEmpty()
                ? invalid(
                        Reason.UNKNOWN_CRYPTOSUITE,
                        "No proof is of a kind that can be checked here: " + String.join(", ", unchecked) + ".")
                : new Valid(held, unchecked);
    }

    private static String suite(ObjectNode proof) throws Refusal {
        String type = required(proof, "type");
        return type.equals(EddsaRdfc2022.PROOF_TYPE) ? required(proof, "cryptosuite") : type;
    }

    private static String required(ObjectNode proof, String member) throws Refusal {
        JsonNode value = proof.get(member);
        if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
            throw new Refusal(Reason.MALFORMED_PROOF, "The proof has no " + member + ".");
        }
        return value.textValue();
    }

    private static Invalid invalid(Reason reason, String detail) {
        return new Invalid(reason, detail, List.of());
    }

    /** The check of one proof of a document. */
    private final class Check {
        private final Hashing hashing;
        private final List<ObjectNode> all;
        private final ObjectNode proof;
        private final String suite;
        private final Expectation expectation;

        Check(Hashing hashing, List<ObjectNode> all, ObjectNode proof, String suite, Expectation expectation) {
            this.hashing = hashing;
            this.all = all;
            this.proof = proof;
            this.suite = suite;
            this.expectation = expectation;
        }

        Proof run(VerificationMethods keys) throws Refusal {
            String method = required(proof, "verificationMethod");
            if (method.startsWith("did:") && method.indexOf('#') < 0) {
                throw new Refusal(
                        Reason.MALFORMED_PROOF,
                        "The proof's verificationMethod " + method + " is a DID and none of its keys.");
            }
            byte[] signature = signature();
            purpose();
            Instant created = dates();
            occasion();
            VerificationMethod key = key(keys, method, created);
            byte[] publicKey = publicKey(key);
            if (!matches(publicKey, signature)) {
                throw new Refusal(
                        Reason.SIGNATURE_MISMATCH,
                        "The signature does not match: the document or its proof was changed, or another key made it.");
            }
            return new Proof(suite, method, key.controller(), created);
        }

        /** Either form stands for the same statements and no others, so that accepting both lets nothing else pass. */
        private boolean matches(byte[] publicKey, byte[] signature) throws Refusal {
            try {
                if (ed25519.verify(publicKey, hashing.hashData(proof, all), signature)) {
                    return true;
                }
                byte[] bySets = hashing.hashDataBySets(proof, all);
                return bySets != null && ed25519.verify(publicKey, bySets, signature);
            } catch (LintException e) {
                throw new Refusal(new Invalid(
                        Reason.DOCUMENT_REFUSED,
                        "Some of the document would not be covered by a signature: " + e.getMessage(),
                        e.findings()));
            }
        }

        private byte[] signature() throws Refusal {
            String value = required(proof, "proofValue");
            try {
                if (value.startsWith("z")) {
                    byte[] signature = Base58.decode(value.substring(1));
                    if (signature.length == 64) {
                        return signature;
                    }
                }
            } catch (IllegalArgumentException e) {
                throw new Refusal(Reason.MALFORMED_PROOF, "The proofValue is not base58btc.");
            }
            throw new Refusal(Reason.MALFORMED_PROOF, "The proofValue is no signature of 64 bytes in base58btc.");
        }

        private void purpose() throws Refusal {
            String purpose = required(proof, "proofPurpose");
            if (!purpose.equals(expectation.proofPurpose())) {
                throw new Refusal(
                        Reason.WRONG_PROOF_PURPOSE,
                        "The proof was made for " + purpose + ", not for " + expectation.proofPurpose() + ".");
            }
        }

        private @Nullable Instant dates() throws Refusal {
            Instant now = clock.instant();
            DateTimeStamp created = stamp("created");
            if (created != null && created.isAfter(now.plus(CLOCK_SKEW))) {
                throw new Refusal(Reason.CREATED_IN_FUTURE, "The proof says it was created on " + written(created));
            }
            DateTimeStamp expires = stamp("expires");
            if (expires != null && !expires.isAfter(expectation.at() == null ? now : expectation.at())) {
                throw new Refusal(Reason.PROOF_EXPIRED, "The proof expired on " + written(expires));
            }
            return created == null ? null : created.toInstant();
        }

        private @Nullable DateTimeStamp stamp(String member) throws Refusal {
            JsonNode value = proof.get(member);
            if (value == null) {
                return null;
            }
            return DateTimeStamp.parse(value.isTextual() ? value.textValue() : "")
                    .orElseThrow(() -> new Refusal(
                            Reason.MALFORMED_PROOF,
                            "The proof's " + member + " is no date with a time and an offset (dateTimeStamp)."));
        }

        private String written(DateTimeStamp stamp) {
            String text = stamp.text();
            return (text.length() > 40 ? text.substring(0, 40) + "…" : text) + ".";
        }

        private void occasion() throws Refusal {
            String domain = expectation.domain();
            if (domain != null && !names(proof.get("domain"), domain)) {
                throw new Refusal(Reason.WRONG_DOMAIN, "The proof was not made for " + domain + ".");
            }
            String challenge = expectation.challenge();
            if (challenge != null && !names(proof.get("challenge"), challenge)) {
                throw new Refusal(Reason.WRONG_CHALLENGE, "The proof does not answer this verifier's challenge.");
            }
        }

        private boolean names(@Nullable JsonNode value, String wanted) {
            if (value != null && value.isArray()) {
                for (JsonNode item : value) {
                    if (wanted.equals(item.textValue())) {
                        return true;
                    }
                }
                return false;
            }
            return value != null && wanted.equals(value.textValue());
        }

        private VerificationMethod key(VerificationMethods keys, String method, @Nullable Instant created)
                throws Refusal {
            Optional<VerificationMethod> found = keys.resolve(method);
            if (found.isEmpty()) {
                throw new Refusal(Reason.KEY_NOT_FOUND, "Nobody publishes the key " + method + ".");
            }
            VerificationMethod key = found.get();
            if (!key.purposes().contains(expectation.proofPurpose())) {
                throw new Refusal(
                        Reason.PURPOSE_NOT_ALLOWED,
                        "The controller does not let " + method + " be used for " + expectation.proofPurpose() + ".");
            }
            Instant revoked = key.revoked();
            if (revoked != null && (created == null || !created.isBefore(revoked))) {
                throw new Refusal(Reason.KEY_REVOKED, "The key " + method + " was revoked on " + revoked + ".");
            }
            return key;
        }

        private byte[] publicKey(VerificationMethod key) throws Refusal {
            try {
                return Multikey.decodePublicKey(key.publicKeyMultibase());
            } catch (IllegalArgumentException e) {
                throw new Refusal(Reason.WRONG_KEY_TYPE, "The key " + key.id() + " is no Ed25519 key.");
            }
        }
    }

    /** Canonicalises any document, without templates. */
    private final class General implements Hashing {
        private final ObjectNode document;

        /** Of the document without any proof, the same for each proof that needs nothing else. */
        private final Map<Related, byte[]> plainHashes = new EnumMap<>(Related.class);

        private boolean repeats;

        General(ObjectNode document) {
            this.document = document;
        }

        @Override
        public byte[] hashData(ObjectNode proof, List<ObjectNode> all) throws Refusal {
            return hashData(proof, all, Related.LIST);
        }

        @Override
        public byte @Nullable [] hashDataBySets(ObjectNode proof, List<ObjectNode> all) throws Refusal {
            return repeats ? hashData(proof, all, Related.SET) : null;
        }

        private byte[] hashData(ObjectNode proof, List<ObjectNode> all, Related form) throws Refusal {
            ObjectNode unsecured = unsecured(proof, all);
            ObjectNode options = EddsaRdfc2022.inContext(proof, unsecured.get("@context"));
            if (!isPlain(options)) {
                readable(canonicalizer.statements(options));
            }
            byte[] configuration = hash(options, form);
            boolean plain = !proof.has("@context") && !proof.has("previousProof");
            byte[] hash = plain ? plainHashes.get(form) : null;
            if (hash == null) {
                hash = hash(unsecured, form);
                if (plain) {
                    plainHashes.put(form, hash);
                }
            }
            return EddsaRdfc2022.hashData(configuration, hash);
        }

        /** Whether nothing can be called but by its name: by bundled contexts alone, in texts alone. */
        private static boolean isPlain(ObjectNode options) {
            for (Map.Entry<String, JsonNode> option : options.properties()) {
                String name = option.getKey();
                boolean named = name.equals("@context") || (name.indexOf(':') < 0 && !name.startsWith("@"));
                JsonNode value = option.getValue();
                if (!named
                        || !(value.isArray() ? elements(value) : List.of(value))
                                .stream().allMatch(JsonNode::isTextual)) {
                    return false;
                }
            }
            return true;
        }

        /** A proof is read by the names of its members: what it states under another name or in another place is refused. */
        private static void readable(Statements statements) throws Refusal {
            for (Map.Entry<String, String> option : OPTIONS.entrySet()) {
                if (!statements.allStandUnder(option.getKey(), option.getValue())) {
                    throw new Refusal(
                            Reason.MALFORMED_PROOF,
                            "The proof states " + option.getKey() + " under another name or in another place.");
                }
            }
        }

        private byte[] hash(ObjectNode one, Related form) {
            RdfCanonicalization.Form canonical = canonicalizer.canonicalize(one, form);
            repeats |= canonical.repeats();
            return Canonicalizer.hash(canonical);
        }

        /** The document as this proof secures it: without proofs, save those that a proof chain builds on. */
        private ObjectNode unsecured(ObjectNode proof, List<ObjectNode> all) throws Refusal {
            ObjectNode unsecured = EddsaRdfc2022.withoutProof(document);
            JsonNode context = proof.get("@context");
            if (context != null) {
                if (!startsWith(document.get("@context"), context)) {
                    throw new Refusal(Reason.MALFORMED_PROOF, "The proof's @context is not the document's.");
                }
                unsecured.set("@context", context);
            }
            JsonNode previous = proof.get("previousProof");
            if (previous != null) {
                unsecured.set("proof", previousProofs(previous, proof, all));
            }
            return unsecured;
        }

        private ArrayNode previousProofs(JsonNode previous, ObjectNode proof, List<ObjectNode> all) throws Refusal {
            ArrayNode found = JsonNodeFactory.instance.arrayNode();
            for (JsonNode id : previous.isArray() ? previous : List.of(previous)) {
                Optional<ObjectNode> match = all.stream()
                        .filter(other -> other != proof && id.isTextual() && id.equals(other.get("id")))
                        .findFirst();
                if (match.isEmpty()) {
                    throw new Refusal(
                            Reason.PREVIOUS_PROOF_MISSING, "The proof builds on another, " + id + ", that is missing.");
                }
                found.add(match.get());
            }
            return found;
        }

        private static boolean startsWith(@Nullable JsonNode contexts, JsonNode head) {
            if (contexts == null) {
                return false;
            }
            List<JsonNode> all = contexts.isArray() ? elements(contexts) : List.of(contexts);
            List<JsonNode> wanted = head.isArray() ? elements(head) : List.of(head);
            return wanted.size() <= all.size() && all.subList(0, wanted.size()).equals(wanted);
        }

        private static List<JsonNode> elements(JsonNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(items::add);
            return items;
        }
    }

    /** Ends the verification with its answer. */
    public static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Invalid invalid;

        Refusal(Invalid invalid) {
            super(invalid.detail(), null, false, false);
            this.invalid = invalid;
        }

        Refusal(Reason reason, String detail) {
            this(ProofVerifier.invalid(reason, detail));
        }
    }
}
