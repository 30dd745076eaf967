package org.testamur.issuance.operations;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.audit.AuditExport;
import org.testamur.platform.audit.AuditResource;

/** Exports the audit log of the issuance service. */
@Path("/issuance/audit")
@Tag(name = "Audit", description = "Who asked this service to change what, and with which outcome.")
class IssuanceAuditResource extends AuditResource {

    IssuanceAuditResource(AuditExport export) {
        super(export);
    }
}
