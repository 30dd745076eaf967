package org.testamur.enrolment.learner;

import org.jspecify.annotations.Nullable;

/**
 * Holds a learner's name and e-mail address.
 *
 * @param emailVerified whether an identity provider has verified the address; staff verify none
 */
record Profile(
        String name,
        @Nullable String email,
        boolean emailVerified,
        @Nullable String did) {}
