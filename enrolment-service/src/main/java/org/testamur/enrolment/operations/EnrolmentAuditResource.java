package org.testamur.enrolment.operations;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.audit.AuditExport;
import org.testamur.platform.audit.AuditResource;

/** Exports the audit log of the enrolment service. */
@Path("/enrolment/audit")
@Tag(name = "Audit", description = "Who asked this service to change what, and with which outcome.")
class EnrolmentAuditResource extends AuditResource {

    EnrolmentAuditResource(AuditExport export) {
        super(export);
    }
}
