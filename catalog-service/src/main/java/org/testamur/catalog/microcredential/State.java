package org.testamur.catalog.microcredential;

import java.util.Locale;

/** Lists the states of a micro-credential's lifecycle, in their only order. */
enum State {
    /** Being written; only its institution sees it. */
    DRAFT,
    /** Learners may enrol. */
    PUBLISHED,
    /** Nobody enrols any more; running enrolments finish. */
    CLOSED,
    /** Over; its address still answers, for those who hold it. */
    RETIRED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
