package org.testamur.verification.operations;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.audit.AuditExport;
import org.testamur.platform.audit.AuditResource;

/** Exports the audit log of the verification service. */
@Path("/verification/audit")
@Tag(name = "Audit", description = "Who asked this service to change what, and with which outcome.")
class VerificationAuditResource extends AuditResource {

    VerificationAuditResource(AuditExport export) {
        super(export);
    }
}
