package org.testamur.issuance.badge;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;

/**
 * Refuses to start the service with another identity key than before. Another key would give the same award another id.
 */
@ApplicationScoped
class IdentityKeyUnchanged {

    private final Sql sql;
    private final AwardIdentity identity;

    IdentityKeyUnchanged(Sql sql, AwardIdentity identity) {
        this.sql = sql;
        this.identity = identity;
    }

    /** Before anything else starts: no record is taken and none is sent under wrong keys. */
    void start(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        check(identity.fingerprint());
    }

    void check(String fingerprint) {
        String known = Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew().call(() -> {
                    sql.update(
                            "insert into credential_id_key (fingerprint) values (?) on conflict do nothing",
                            fingerprint);
                    return sql.first("select fingerprint from credential_id_key", row -> row.getString(1))
                            .orElseThrow();
                }));
        if (!known.equals(fingerprint)) {
            throw new ConfigurationException(AwardIdentity.SETTING + " (environment variable " + AwardIdentity.VARIABLE
                    + ") is not the key that the credentials in the database were made with: start with that one.");
        }
    }
}
