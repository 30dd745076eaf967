package org.testamur.issuance.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.jsonld.CredentialDataModel;
import org.testamur.dataintegrity.jsonld.DocumentLint;
import org.testamur.dataintegrity.jsonld.OutermostMembers;

/**
 * Says why an Open Badges 3.0 credential must not be signed, every reason at once; {@link Fault.Rule} names the sources.
 * What is without a fault here verifies everywhere, is what was ordered, and is signed by a key that may.
 */
public final class CredentialLint {

    private static final Pattern STATUS_LIST = Pattern.compile("(.*[#/:])?BitstringStatusList(Credential)?");
    private static final List<String> CONTEXTS = List.of(
            "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json");

    private final PinnedSchemas schemas;
    private final DocumentLint signable;
    private final CredentialDataModel model = CredentialDataModel.bundled();
    private final Canonicalizer canonicalizer;

    public CredentialLint(PinnedSchemas schemas, Canonicalizer canonicalizer) {
        this.schemas = schemas;
        this.canonicalizer = canonicalizer;
        this.signable = new DocumentLint(canonicalizer);
    }

    /** None, if it may be signed. */
    public List<Fault> check(ObjectNode credential, SigningContext context) {
        List<Fault> faults = new ArrayList<>();
        for (Finding finding : schemas.validateWithStatuses(PinnedSchemas.OPEN_BADGE, credential)) {
            faults.add(new Fault(finding.pointer(), Fault.Rule.SCHEMA, finding.message()));
        }
        for (Finding finding : signable.check(credential)) {
            faults.add(Fault.of(finding));
        }
        model(credential, context, faults);
        contexts(credential, faults);
        FormRules.check(credential, faults);
        identifiers(credential, context, faults);
        issuer(credential, context, faults);
        DateRules.check(credential, context, faults);
        StatusRules.check(credential, context, faults);
        KeyRules.check(context, faults);
        return faults;
    }

    /** What can be said without a document. */
    public List<Fault> check(SigningContext context) {
        List<Fault> faults = new ArrayList<>();
        if (context.claims() instanceof SigningContext.Awarded awarded) {
            DateRules.check(awarded, context.now(), faults);
            StatusRules.indexes(awarded, context, faults);
        }
        KeyRules.check(context, faults);
        return faults;
    }

    /** What verifiers ask of every credential; ours are built from orders that cannot hide anything. */
    private void model(ObjectNode credential, SigningContext context, List<Fault> faults) {
        for (Finding finding : model.faults(credential)) {
            faults.add(new Fault(finding.pointer(), Fault.Rule.DATA_MODEL, finding.message()));
        }
        if (context.claims() instanceof SigningContext.Presented && faults.isEmpty()) {
            for (String hidden : OutermostMembers.hiddenFromMembers(credential, canonicalizer.statements(credential))) {
                faults.add(new Fault("", Fault.Rule.DATA_MODEL, hidden));
            }
        }
    }

    private static void contexts(ObjectNode credential, List<Fault> faults) {
        JsonNode contexts = credential.path("@context");
        for (int i = 0; i < CONTEXTS.size(); i++) {
            if (!CONTEXTS.get(i).equals(contexts.path(i).textValue())) {
                faults.add(new Fault("/@context/" + i, Fault.Rule.CONTEXT, "must be " + CONTEXTS.get(i)));
            }
        }
        for (int i = 0; i < contexts.size(); i++) {
            if (contexts.isArray() && !contexts.get(i).isTextual()) {
                faults.add(new Fault("/@context/" + i, Fault.Rule.CONTEXT, "must be the name of a context"));
            }
        }
    }

    private static void identifiers(ObjectNode credential, SigningContext context, List<Fault> faults) {
        JsonNode subject = credential.path("credentialSubject");
        if (!subject.path("id").isTextual() && subject.path("identifier").isEmpty()) {
            faults.add(new Fault("/credentialSubject", Fault.Rule.IDENTIFIER, "must have an id or an identifier"));
        }
        switch (context.claims()) {
            case SigningContext.Awarded awarded -> {
                equal("/id", credential.path("id"), awarded.url(), faults);
                equal(
                        "/credentialSubject/achievement/id",
                        subject.path("achievement").path("id"),
                        awarded.achievementId(),
                        faults);
            }
            case SigningContext.Presented() -> {
                String id = credential.path("id").asText();
                if (OwnAddresses.under(context.baseUrl()).include(id)) {
                    faults.add(new Fault(
                            "/id",
                            Fault.Rule.IDENTIFIER,
                            "must not be an address of this platform, which would keep no such credential"));
                }
                if (namesStatusList(credential)) {
                    faults.add(new Fault(
                            "/type",
                            Fault.Rule.IDENTIFIER,
                            "must not be a status list, which only the platform signs"));
                }
            }
        }
        OwnIdentifiers.check(credential, faults);
    }

    /** Looks for the type under any member name, because a context may rename the member. */
    private static boolean namesStatusList(JsonNode node) {
        if (node.isTextual()) {
            return STATUS_LIST.matcher(node.textValue()).matches();
        }
        for (JsonNode inner : node) {
            if (namesStatusList(inner)) {
                return true;
            }
        }
        return false;
    }

    private static void equal(String pointer, JsonNode found, String wanted, List<Fault> faults) {
        if (!wanted.equals(found.textValue())) {
            faults.add(new Fault(pointer, Fault.Rule.IDENTIFIER, "must be " + wanted));
        }
    }

    private static void issuer(ObjectNode credential, SigningContext context, List<Fault> faults) {
        JsonNode issuer = credential.path("issuer");
        String id = (issuer.isObject() ? issuer.path("id") : issuer).textValue();
        if (!context.issuerId().equals(id)) {
            faults.add(new Fault(
                    issuer.isObject() ? "/issuer/id" : "/issuer",
                    Fault.Rule.ISSUER,
                    "must be " + context.issuerId() + ", the institution that signs"));
        }
    }
}
