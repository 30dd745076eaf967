package org.testamur.catalog.organisation;

import java.util.UUID;

/** What anybody who is signed in may know of an employer. */
record EmployerView(UUID id, String slug, String name, String url, long version) {

    static EmployerView of(Employer employer) {
        return new EmployerView(employer.id(), employer.slug(), employer.name(), employer.url(), employer.version());
    }
}
