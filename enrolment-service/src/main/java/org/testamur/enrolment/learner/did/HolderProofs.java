package org.testamur.enrolment.learner.did;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.did.DidKey;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.key.Multikey;
import org.testamur.dataintegrity.proof.EddsaRdfc2022;
import org.testamur.dataintegrity.proof.Expectation;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.proof.Verification;
import org.testamur.platform.problem.Fault;

/**
 * Checks a verifiable presentation (VC Data Model 2.0 §4.13) that says nothing but who holds it, signed for
 * authentication (Data Integrity 1.0 §2.1) with the challenge and for the domain asked for. Only {@code did:key} with an
 * Ed25519 key is known: other methods would have to be resolved, and nothing is fetched here. Its shape is closed and
 * its one context is named, so that no JSON-LD of the caller's is processed.
 */
@ApplicationScoped
public class HolderProofs {

    private static final String CREDENTIALS = "https://www.w3.org/ns/credentials/v2";
    private static final Set<String> MEMBERS = Set.of("@context", "id", "type", "holder", "proof");
    private static final Set<String> PROOF_MEMBERS = Set.of(
            "@context",
            "id",
            "type",
            "cryptosuite",
            "created",
            "expires",
            "verificationMethod",
            "proofPurpose",
            "challenge",
            "domain",
            "proofValue");
    private static final String PROOF_TYPE = "DataIntegrityProof";
    private static final int LONGEST = 300;

    private final ProofVerifier verifier;

    HolderProofs(Clock clock) {
        this.verifier = new ProofVerifier(new Canonicalizer(PinnedDocuments.bundled()), Ed25519.ofJdk(), clock);
    }

    /** The challenge that a presentation says it answers; checked by {@link #check}. */
    public static Optional<String> challenge(JsonNode presentation) {
        JsonNode challenge = presentation.at("/proof/challenge");
        return challenge.isTextual() && challenge.textValue().length() <= LONGEST
                ? Optional.of(challenge.textValue())
                : Optional.empty();
    }

    public HolderProof check(JsonNode presentation, String domain, String challenge) {
        List<Fault> faults = faultsOfShape(presentation);
        if (!faults.isEmpty()) {
            return new HolderProof.Refused(faults);
        }
        String did = presentation.get("holder").textValue();
        Verification verification = verifier.verify(
                (ObjectNode) presentation, DidKey::resolve, Expectation.authentication(domain, challenge));
        return switch (verification) {
            case Verification.Valid valid
            when valid.unchecked().isEmpty()
                    && valid.proofs().size() == 1
                    && valid.proofs().getFirst().controller().equals(did) -> new HolderProof.Proved(did);
            case Verification.Valid _ -> refused("/presentation/proof", "is not the holder's");
            case Verification.Invalid invalid -> refused("/presentation/proof", invalid.detail());
        };
    }

    private static List<Fault> faultsOfShape(JsonNode presentation) {
        List<Fault> faults = new ArrayList<>();
        if (!presentation.isObject()) {
            return List.of(new Fault("/presentation", "must be a verifiable presentation"));
        }
        closed(presentation, "/presentation", MEMBERS, faults);
        contexts(presentation.path("@context"), "/presentation/@context", faults);
        JsonNode type = presentation.path("type");
        JsonNode only = type.isArray() && type.size() == 1 ? type.get(0) : type;
        if (!"VerifiablePresentation".equals(only.textValue())) {
            faults.add(new Fault("/presentation/type", "must be VerifiablePresentation"));
        }
        if (presentation.has("id")) {
            text(presentation, "id", "/presentation", faults);
        }
        String holder = text(presentation, "holder", "/presentation", faults);
        JsonNode proof = presentation.path("proof");
        if (!proof.isObject()) {
            faults.add(new Fault("/presentation/proof", "must be one Data Integrity proof"));
            return faults;
        }
        holder(holder, faults);
        proof(proof, holder, faults);
        return faults;
    }

    private static void holder(String did, List<Fault> faults) {
        if (did.isEmpty()) {
            return;
        }
        if (!did.startsWith("did:key:")) {
            faults.add(new Fault(
                    "/presentation/holder",
                    did.startsWith("did:web:")
                            ? "is a did:web, which cannot be proved here yet: its document would have to be fetched;"
                                    + " a did:key can"
                            : "must be a did:key: other methods cannot be proved here yet"));
            return;
        }
        try {
            Multikey.decodePublicKey(did.substring("did:key:".length()));
        } catch (IllegalArgumentException e) {
            faults.add(new Fault("/presentation/holder", "must be a did:key of an Ed25519 key (did:key:z6Mk...)"));
        }
    }

    private static void proof(JsonNode proof, String holder, List<Fault> faults) {
        String at = "/presentation/proof";
        closed(proof, at, PROOF_MEMBERS, faults);
        if (proof.has("@context")) {
            contexts(proof.path("@context"), at + "/@context", faults);
        }
        for (String optional : List.of("id", "created", "expires")) {
            if (proof.has(optional)) {
                text(proof, optional, at, faults);
            }
        }
        if (!PROOF_TYPE.equals(text(proof, "type", at, faults))) {
            faults.add(new Fault(at + "/type", "must be " + PROOF_TYPE));
        }
        if (!EddsaRdfc2022.CRYPTOSUITE.equals(text(proof, "cryptosuite", at, faults))) {
            faults.add(new Fault(at + "/cryptosuite", "must be " + EddsaRdfc2022.CRYPTOSUITE));
        }
        for (String needed : List.of("proofPurpose", "challenge", "domain", "proofValue")) {
            text(proof, needed, at, faults);
        }
        String method = text(proof, "verificationMethod", at, faults);
        if (holder.startsWith("did:key:") && !method.isEmpty() && !method.equals(DidKey.verificationMethodId(holder))) {
            faults.add(new Fault(at + "/verificationMethod", "must be the holder's key: did:key:z6Mk...#z6Mk..."));
        }
    }

    private static void closed(JsonNode node, String at, Set<String> members, List<Fault> faults) {
        Set<String> others = new TreeSet<>();
        node.fieldNames().forEachRemaining(others::add);
        if (!members.containsAll(others)) {
            faults.add(new Fault(at, "must hold nothing but " + String.join(", ", new TreeSet<>(members))));
        }
    }

    private static void contexts(JsonNode contexts, String at, List<Fault> faults) {
        JsonNode only = contexts.isArray() && contexts.size() == 1 ? contexts.get(0) : contexts;
        if (!CREDENTIALS.equals(only.textValue())) {
            faults.add(new Fault(at, "must be " + CREDENTIALS));
        }
    }

    /** The text of a member, or empty with the fault noted. */
    private static String text(JsonNode node, String member, String at, List<Fault> faults) {
        JsonNode value = node.path(member);
        if (value.isTextual()
                && !value.textValue().isEmpty()
                && value.textValue().length() <= LONGEST) {
            return value.textValue();
        }
        if (faults.stream().noneMatch(fault -> fault.pointer().equals(at + "/" + member))) {
            faults.add(new Fault(at + "/" + member, "must be text of 1 to " + LONGEST + " characters"));
        }
        return "";
    }

    private static HolderProof refused(String pointer, String detail) {
        return new HolderProof.Refused(List.of(new Fault(pointer, detail)));
    }
}
