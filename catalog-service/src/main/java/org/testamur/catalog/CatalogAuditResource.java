package org.testamur.catalog;

import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.testamur.platform.audit.AuditExport;
import org.testamur.platform.audit.AuditResource;

/** Exports the audit log of the catalog. */
@Path("/catalog/audit")
@Tag(name = "Audit", description = "Who asked this service to change what, and with which outcome.")
class CatalogAuditResource extends AuditResource {

    CatalogAuditResource(AuditExport export) {
        super(export);
    }
}
