package org.testamur.catalog.organisation;

import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores an organisation that relies on credentials and receives news of those granted to it. */
@Entity
@DiscriminatorValue("employer")
class Employer extends Organisation {

    Employer() {}

    Employer(UUID id, EmployerSetUp setUp) {
        super(id, setUp.slug(), setUp.name(), setUp.url());
    }

    @Override
    @Nullable
    UUID tenant() {
        return null;
    }
}
