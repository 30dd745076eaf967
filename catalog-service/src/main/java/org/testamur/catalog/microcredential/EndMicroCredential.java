package org.testamur.catalog.microcredential;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.testamur.platform.PlatformConfig;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.rest.EntityVersion;

/** Closes a micro-credential to new learners, and later retires it; doing so again changes nothing. */
@ApplicationScoped
@Transactional
class EndMicroCredential {

    private final MicroCredentials credentials;
    private final Outbox outbox;
    private final MeterRegistry metrics;
    private final String publicUrl;

    EndMicroCredential(MicroCredentials credentials, Outbox outbox, MeterRegistry metrics, PlatformConfig platform) {
        this.credentials = credentials;
        this.outbox = outbox;
        this.metrics = metrics;
        this.publicUrl = platform.publicUrl().toString();
    }

    MicroCredentialView close(UUID id, @Nullable String ifMatch) {
        return end(id, ifMatch, MicroCredential::close);
    }

    MicroCredentialView retire(UUID id, @Nullable String ifMatch) {
        return end(id, ifMatch, MicroCredential::retire);
    }

    private MicroCredentialView end(UUID id, @Nullable String ifMatch, Predicate<MicroCredential> ending) {
        MicroCredential credential = credentials.locked(id);
        if (ifMatch != null) {
            EntityVersion.requireMatch(ifMatch, credential.version());
        }
        boolean changed = ending.test(credential);
        credentials.flush();
        List<PublishedVersion> versions = credentials.versions(id);
        if (changed) {
            outbox.append(MicroCredentialChanged.of(credential, versions));
            Counter.builder("testamur.catalog.micro-credentials.ended")
                    .description("Micro-credentials that were closed or retired")
                    .tag("state", credential.state().text())
                    .register(metrics)
                    .increment();
        }
        return MicroCredentialView.staff(credential, versions, publicUrl);
    }
}
