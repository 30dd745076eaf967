package org.testamur.enrolment.learner;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A learner as they see themselves. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LearnerView(
        UUID learnerId,
        String name,
        String email,
        List<Login> logins,
        @Nullable String did,
        Consents consents,
        long version) {

    static final String EXAMPLE = """
            {"learnerId": "0199f0a4-7c11-7a52-9c3e-5b0f6c2d8e41", "name": "Mari Tamm",
             "email": "mari.tamm@learners.example",
             "logins": [{"issuer": "https://localhost:8443/auth/realms/testamur", "subject": "5d0c3c8e-11f4-4f0b-9a55-2f6f8a4b7c10"}],
             "did": "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
             "consents": {"name": true, "evidence": false, "result": true}, "version": 3}""";

    static LearnerView of(Learner learner) {
        Profile profile = learner.profile();
        return new LearnerView(
                learner.id(),
                profile.name(),
                profile.email(),
                learner.logins(),
                profile.did(),
                learner.consents(),
                learner.version());
    }
}
