package org.testamur.enrolment.learner;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.testamur.platform.rest.EntityVersion;

/** A learner's own record as an answer: with the version that a change may name, and for no cache. */
public final class LearnerAnswer {

    private LearnerAnswer() {}

    public static Response of(Response.ResponseBuilder response, LearnerView learner) {
        return response.entity(learner)
                .header(HttpHeaders.ETAG, EntityVersion.etag(learner.version()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
