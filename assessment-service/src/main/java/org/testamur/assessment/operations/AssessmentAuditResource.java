package org.testamur.assessment.operations;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.audit.AuditExport;
import org.testamur.platform.audit.AuditResource;

/** Exports the audit log of the assessment service. */
@Path("/assessment/audit")
@Tag(name = "Audit", description = "Who asked this service to change what, and with which outcome.")
class AssessmentAuditResource extends AuditResource {

    AssessmentAuditResource(AuditExport export) {
        super(export);
    }
}
