package org.testamur.issuance.credential;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

/** Stores the credentials that were issued. */
@ApplicationScoped
class Credentials implements PanacheRepositoryBase<Credential, UUID> {

    /** Holds it until the transaction ends. */
    Optional<Credential> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
