package org.testamur.catalog.organisation;

import org.hibernate.exception.ConstraintViolationException;
import org.testamur.platform.problem.Refusal;

/** Refuses names that another organisation has, also when it took them a moment ago. */
final class NameConflicts {

    private NameConflicts() {}

    static void slugs(Organisations organisations, String slug) {
        if (organisations.hasSlug(slug)) {
            throw Refusal.conflict("slug-taken", "Another organisation has the slug " + slug + ".");
        }
    }

    static void onRace(Runnable insert) {
        try {
            insert.run();
        } catch (ConstraintViolationException e) {
            throw Refusal.conflict("slug-taken", "Another organisation just took the slug or the host.");
        }
    }
}
