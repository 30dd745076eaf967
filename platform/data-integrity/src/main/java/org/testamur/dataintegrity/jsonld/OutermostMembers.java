package org.testamur.dataintegrity.jsonld;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.testamur.dataintegrity.rdf.Statements;

/**
 * Finds statements that readers of a credential's top-level members would miss. JSON-LD lets a document state the same
 * under an IRI, under a name of its own, or within a nested node with the credential's id. A signature covers such
 * statements, but readers that look for the usual member do not find them.
 */
public final class OutermostMembers {
    private static final String TERMS = "https://www.w3.org/2018/credentials#";

    private static final Map<String, String> MEMBERS = Map.of(
            "issuer", TERMS + "issuer",
            "credentialSubject", TERMS + "credentialSubject",
            "credentialSchema", TERMS + "credentialSchema",
            "refreshService", TERMS + "refreshService",
            "termsOfUse", TERMS + "termsOfUse",
            "evidence", TERMS + "evidence",
            "relatedResource", TERMS + "relatedResource",
            "proof", "https://w3id.org/security#proof");

    private static final List<String> DATES_AND_STATUS =
            List.of("validFrom", "validUntil", "issuanceDate", "expirationDate", "credentialStatus");

    private OutermostMembers() {}

    /**
     * What is hidden from a reader who takes dates and status from the statements, and all else from members; in sentences.
     *
     * @param statements of the document without its proofs
     */
    public static List<String> hidden(ObjectNode document, Statements statements) {
        return hidden(document, statements, MEMBERS);
    }

    /** What is hidden from a reader who looks at members alone. */
    public static List<String> hiddenFromMembers(ObjectNode document, Statements statements) {
        Map<String, String> all = new LinkedHashMap<>(MEMBERS);
        DATES_AND_STATUS.forEach(member -> all.put(member, TERMS + member));
        return hidden(document, statements, all);
    }

    private static List<String> hidden(ObjectNode document, Statements statements, Map<String, String> members) {
        List<String> hidden = new ArrayList<>();
        members.forEach((member, predicate) -> {
            if (!statements.allStandUnder(member, predicate)) {
                hidden.add("It states " + member + " under another name or in another place.");
            }
        });
        String id = statements.root().iri();
        if (!Objects.equals(id, document.path("id").textValue()) && (id != null || document.has("id"))) {
            hidden.add("It writes its id in another way than as the absolute URL that it is.");
        }
        List<Statements.Term> issuers = statements.values(statements.root(), TERMS + "issuer");
        String issuer = document.path("issuer").isObject()
                ? document.path("issuer").path("id").textValue()
                : document.path("issuer").textValue();
        if (issuers.size() != 1 || !Objects.equals(issuers.getFirst().iri(), issuer)) {
            hidden.add("It does not name its one issuer by its absolute URL.");
        }
        return hidden;
    }
}
