package org.testamur.enrolment.learner;

import org.jspecify.annotations.Nullable;

/** What a learner says of themselves. */
record Profile(
        String name, @Nullable String email, @Nullable String did) {}
