package org.testamur.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testamur.platform.tenancy.Access;

/** The service's own pool and mappings, with Hibernate's discriminator taken away: row-level security isolates alone. */
@QuarkusTest
class RootTenantIT {

    private final EntityManager entities;
    private Catalog.School mine;
    private String own;
    private String foreign;

    @SuppressWarnings("NullAway.Init") // begin() fills the rest.
    RootTenantIT(EntityManager entities) {
        this.entities = entities;
    }

    @BeforeEach
    void begin() {
        mine = Catalog.school();
        own = mine.draft();
        foreign = Catalog.school().draft();
    }

    @Test
    void nativeSqlSeesOwnRowsOnly() {
        assertThat(asMine(() -> entities.createNativeQuery("select id::text from micro_credential", String.class)
                        .getResultList()))
                .containsExactly(own);
    }

    @Test
    void aRootSessionSeesOwnRowsOnly() {
        List<?> ids = asMine(() -> {
            try (var session = entities.getEntityManagerFactory()
                    .unwrap(SessionFactory.class)
                    .withOptions()
                    .tenantIdentifier((Object) "*")
                    .openSession()) {
                assertThat(session.createQuery("select m.id from MicroCredential m where m.id = ?1", UUID.class)
                                .setParameter(1, UUID.fromString(foreign))
                                .getResultList())
                        .isEmpty();
                return session.createQuery("select m.id from MicroCredential m", UUID.class)
                        .getResultList();
            }
        });
        assertThat(ids).extracting(Object::toString).containsExactly(own);
    }

    private <T> T asMine(java.util.concurrent.Callable<T> work) {
        return Access.staff(UUID.fromString(mine.id()))
                .call(() -> QuarkusTransaction.requiringNew().call(work));
    }
}
