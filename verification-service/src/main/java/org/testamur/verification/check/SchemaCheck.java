package org.testamur.verification.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.CredentialDataModel;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.PinnedSchemas;

/** Asks whether a document is the credential that its type says. */
@ApplicationScoped
class SchemaCheck {

    private static final int MOST_STATUSES = 8;

    private final PinnedSchemas schemas;
    private final CredentialDataModel model = CredentialDataModel.bundled();

    SchemaCheck(PinnedSchemas schemas) {
        this.schemas = schemas;
    }

    /** @param known whether it was found already that the document fits the schema of its type */
    Check check(CredentialDocument document, Said said, boolean known, Notes notes) {
        List<String> faults = new ArrayList<>(document.structuralFaults());
        model.faults(document.json()).stream().map(Notes::sentence).forEach(faults::add);
        faults.addAll(said.faults());
        notes.errors(Check.Name.SCHEMA, "data-model", faults);
        if (document.edition() == CredentialDocument.Edition.V1) {
            notes.warning(
                    Check.Name.SCHEMA,
                    "vc-1.1",
                    "It follows edition 1.1 of the Verifiable Credentials data model, which 2.0 has replaced;"
                            + " only what every credential needs was checked.");
        }
        if (!document.schemaIds().stream().allMatch(schemas::contains)) {
            notes.warning(
                    Check.Name.SCHEMA,
                    "schema-not-fetched",
                    "Nothing is fetched from an address found in a document; the schemas that it names were not"
                            + " read.");
        }
        if (!faults.isEmpty()) {
            return Check.failed(
                    Check.Name.SCHEMA,
                    "data-model",
                    "It is no credential as the data model asks for: " + faults.getFirst());
        }
        String schema = schemaOf(said);
        if (schema == null || document.edition() == CredentialDocument.Edition.V1) {
            return Check.passed(
                    Check.Name.SCHEMA, "well-formed", "It has what the data model asks of every credential.");
        }
        List<Finding> findings = known ? List.of() : findings(schema, document.json(), notes);
        if (findings.isEmpty()) {
            return Check.passed(Check.Name.SCHEMA, "fits-schema", "It fits the schema that 1EdTech publishes.");
        }
        notes.findings(Check.Name.SCHEMA, "schema", findings);
        return Check.failed(
                Check.Name.SCHEMA,
                "schema",
                "It does not fit the schema that 1EdTech publishes: " + Notes.sentence(findings.getFirst()));
    }

    /** 1EdTech's schemas know one status; the data model allows several, and each is held against the schema alone. */
    private List<Finding> findings(String schema, ObjectNode json, Notes notes) {
        if (!(json.get(CredentialDocument.STATUS) instanceof ArrayNode statuses)
                || statuses.isEmpty()
                || statuses.size() > MOST_STATUSES) {
            return schemas.validate(schema, json);
        }
        notes.warning(
                Check.Name.SCHEMA,
                "several-statuses",
                "It names its status in a list, which the data model allows and 1EdTech's schema does not.");
        Set<Finding> findings = new LinkedHashSet<>();
        for (JsonNode status : statuses) {
            ObjectNode withOne = JsonNodeFactory.instance.objectNode();
            withOne.setAll(json);
            withOne.set(CredentialDocument.STATUS, status);
            findings.addAll(schemas.validate(schema, withOne));
        }
        return List.copyOf(findings);
    }

    private static @Nullable String schemaOf(Said said) {
        if (said.isOf("OpenBadgeCredential") || said.isOf("AchievementCredential")) {
            return PinnedSchemas.OPEN_BADGE;
        }
        if (said.isOf("ClrCredential")) {
            return PinnedSchemas.CLR;
        }
        return said.isOf("EndorsementCredential") ? PinnedSchemas.ENDORSEMENT : null;
    }
}
