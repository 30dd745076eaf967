package org.testamur.platform.sample;

import jakarta.ws.rs.Path;
import org.testamur.platform.audit.AuditExport;
import org.testamur.platform.audit.AuditResource;

@Path("/sample/audit")
class SampleAuditResource extends AuditResource {

    SampleAuditResource(AuditExport export) {
        super(export);
    }
}
