package org.testamur.platform.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Hands a service's {@link AuditResource} what it needs, so that the service names one type only. */
@ApplicationScoped
public class AuditExport {

    private final AuditStore store;
    private final ObjectMapper mapper;
    private final Clock clock;

    AuditExport(AuditStore store, ObjectMapper mapper, Clock clock) {
        this.store = store;
        this.mapper = mapper;
        this.clock = clock;
    }

    AuditStore store() {
        return store;
    }

    ObjectMapper mapper() {
        return mapper;
    }

    Clock clock() {
        return clock;
    }
}
