package org.testamur.issuance.key.rotation;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.testamur.issuance.key.SigningConfig;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.health.Heartbeat;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.sql.Sql;
import org.testamur.platform.tenancy.Access;
import org.testamur.platform.work.BackgroundWork;
import org.testamur.platform.work.Loop;

/** Looks again and again for keys whose time has come; any number of instances may, and one of them acts. */
@ApplicationScoped
class KeyRotation {

    private static final Logger LOG = Logger.getLogger(KeyRotation.class);

    private final Sql sql;
    private final RotateKeys rotate;
    private final SigningConfig.Keys config;
    private final PlatformConfig platform;
    private final Clock clock;
    private final BackgroundWork work;
    private @Nullable Loop loop;

    KeyRotation(
            Sql sql,
            RotateKeys rotate,
            SigningConfig config,
            PlatformConfig platform,
            BackgroundWork work,
            Clock clock) {
        this.sql = sql;
        this.rotate = rotate;
        this.config = config.keys();
        this.platform = platform;
        this.work = work;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        Duration wait = config.wait(Duration.ZERO);
        if (wait.compareTo(config.didDocumentMaxAge()) < 0) {
            throw new ConfigurationException("testamur.issuance.keys.publication-wait is " + wait
                    + ", shorter than testamur.issuance.keys.did-document-max-age (" + config.didDocumentMaxAge()
                    + "): a key would sign that copies of the DID document lack.");
        }
        if (platform.messaging()) {
            loop = work.start("key-rotation", running -> {
                advanceDue();
                return config.checkInterval();
            });
        }
    }

    void stop(@Observes ShutdownEvent event) {
        if (loop != null) {
            loop.close();
        }
    }

    /** How many institutions' keys were changed. */
    int advanceDue() {
        List<UUID> due = Access.everywhere()
                .call(() -> QuarkusTransaction.requiringNew()
                        .call(() -> sql.list("""
                        select institution_id from signing_key where state = 'pending' and signs_from <= ?
                        union select institution_id from issuer i where version > 0 and issuer_id not like 'did:key:%'
                            and not exists (select 1 from signing_key k
                                where k.institution_id = i.institution_id and k.state = 'active')""", row -> UUID.fromString(row.getString(1)), clock.instant())));
        int changed = 0;
        for (UUID institution : due) {
            Heartbeat.beatCurrent();
            try {
                if (Access.system(institution)
                        .call(() -> QuarkusTransaction.requiringNew().call(() -> rotate.advance(institution)))) {
                    changed++;
                }
            } catch (TemporarilyUnavailable e) {
                LOG.warnf("the next key of %s is made later: %s", institution, e.getMessage());
            } catch (RuntimeException e) {
                LOG.errorf(e, "the keys of %s are looked at again later", institution);
            }
        }
        return changed;
    }
}
