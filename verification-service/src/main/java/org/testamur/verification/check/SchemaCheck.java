package org.testamur.verification.check;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.testamur.dataintegrity.Finding;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.jsonld.CredentialDataModel;

/** Asks whether a document is the credential that its type says. */
@ApplicationScoped
class SchemaCheck {

    private final PinnedSchemas schemas;
    private final CredentialDataModel model = CredentialDataModel.bundled();

    SchemaCheck(PinnedSchemas schemas) {
        this.schemas = schemas;
    }

    /** @param known whether it was found already that the document fits the schema of its type */
    Check check(CredentialDocument document, StatedValidity said, boolean known, Notes notes) {
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
        if (findings.stream().allMatch(finding -> finding.kind() == Finding.Kind.TOO_COMPLEX)) {
            notes.findings(Check.Name.SCHEMA, CredentialForm.NOT_SUPPORTED, findings);
            return Check.notChecked(
                    Check.Name.SCHEMA,
                    CredentialForm.NOT_SUPPORTED,
                    "It cannot be held against the schema that 1EdTech publishes: "
                            + Notes.sentence(findings.getFirst()));
        }
        notes.findings(Check.Name.SCHEMA, "schema", findings);
        return Check.failed(
                Check.Name.SCHEMA,
                "schema",
                "It does not fit the schema that 1EdTech publishes: " + Notes.sentence(findings.getFirst()));
    }

    private List<Finding> findings(String schema, ObjectNode json, Notes notes) {
        if (json.get(CredentialDocument.STATUS) instanceof ArrayNode) {
            notes.warning(
                    Check.Name.SCHEMA,
                    "several-statuses",
                    "It names its status in a list, which the data model allows and 1EdTech's schema does not.");
        }
        return schemas.validateWithStatuses(schema, json);
    }

    private static @Nullable String schemaOf(StatedValidity said) {
        if (said.isOf("OpenBadgeCredential") || said.isOf("AchievementCredential")) {
            return PinnedSchemas.OPEN_BADGE;
        }
        if (said.isOf("ClrCredential")) {
            return PinnedSchemas.CLR;
        }
        return said.isOf("EndorsementCredential") ? PinnedSchemas.ENDORSEMENT : null;
    }
}
