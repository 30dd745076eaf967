package org.testamur.platform.audit;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names who did something without naming a person.
 *
 * @param id a learner's id, a client's id, an instance of the service, or the hash of a log-in ({@code
 *     StaffMembership.login}); absent of nobody who is signed in
 */
record AuditActor(Kind kind, @Nullable String id) {

    /** Stands in the place of a log-in whose person was erased. */
    static final String ERASED = "erased";

    /** In which capacity somebody acted. */
    enum Kind {
        /** A learner with their own records, by our id of them. */
        LEARNER,
        /** Somebody who works for an institution. */
        STAFF,
        /** Somebody who runs the platform. */
        OPERATOR,
        /** Somebody who works for an employer. */
        EMPLOYER,
        /** A machine client, by its own id. */
        CLIENT,
        /** Somebody who is signed in and acted in none of these, or was refused before that was settled. */
        PERSON,
        /** Nobody who is signed in. */
        ANONYMOUS,
        /** An instance of the service, of its own log. */
        SERVICE;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
