package org.testamur.enrolment.learner;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.testamur.platform.rest.EntityVersion;

/** Answers with a learner's own record: with its version as entity tag, and not cacheable. */
public final class LearnerAnswer {

    private LearnerAnswer() {}

    public static Response of(Response.ResponseBuilder response, LearnerView learner) {
        return response.entity(learner)
                .header(HttpHeaders.ETAG, EntityVersion.etag(learner.version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
