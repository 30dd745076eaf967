package org.testamur.catalog.organisation;

import java.util.UUID;

/** Shows an employer to signed-in callers. */
record EmployerView(UUID id, String slug, String name, String url, long version) {

    static EmployerView of(Employer employer) {
        return new EmployerView(employer.id(), employer.slug(), employer.name(), employer.url(), employer.version());
    }
}
