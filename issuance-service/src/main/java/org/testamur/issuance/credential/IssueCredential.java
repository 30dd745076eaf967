package org.testamur.issuance.credential;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.status.StatusLists;
import org.testamur.platform.outbox.Outbox;

/** Makes, ends and finds credentials, each in the caller's transaction and each with its fact. */
@ApplicationScoped
public class IssueCredential {

    private final Credentials credentials;
    private final SignCredentials signing;
    private final StatusLists statusLists;
    private final Outbox outbox;
    private final Counter issued;
    private final Counter revoked;
    private final Counter superseded;

    IssueCredential(
            Credentials credentials,
            SignCredentials signing,
            StatusLists statusLists,
            Outbox outbox,
            MeterRegistry metrics) {
        this.credentials = credentials;
        this.signing = signing;
        this.statusLists = statusLists;
        this.outbox = outbox;
        this.issued = Counter.builder("testamur.credentials.issued")
                .description("Credentials issued, those that supersede another included")
                .register(metrics);
        this.revoked = Counter.builder("testamur.credentials.revoked")
                .description("Credentials revoked")
                .register(metrics);
        this.superseded = Counter.builder("testamur.credentials.superseded")
                .description("Credentials superseded by a corrected one")
                .register(metrics);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Credential> find(UUID id) {
        return credentials.lock(id);
    }

    /** Signs and keeps a new credential. */
    @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = DocumentRefused.class)
    public Credential issue(CredentialOrder order) throws DocumentRefused {
        Credential credential = sign(order);
        keep(credential);
        return credential;
    }

    /** Signs a new credential in the place of an old one, which no longer counts from then on. */
    @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = DocumentRefused.class)
    public Credential supersede(Credential old, CredentialOrder order) throws DocumentRefused {
        Credential credential = sign(order);
        old.supersede(credential.id());
        // The database lets one credential of an enrolment count at a time.
        credentials.flush();
        keep(credential);
        statusLists.revoke(old.statusListId(), old.statusListIndex());
        outbox.append(CredentialFacts.of(old));
        superseded.increment();
        return credential;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void revoke(Credential credential, String reason) {
        credential.revoke(reason);
        credentials.flush();
        statusLists.revoke(credential.statusListId(), credential.statusListIndex());
        outbox.append(CredentialFacts.of(credential));
        revoked.increment();
    }

    private Credential sign(CredentialOrder order) throws DocumentRefused {
        return switch (signing.sign(List.of(order)).getFirst()) {
            case Signed.Ready(Credential credential, CredentialOrder _) -> credential;
            case Signed.Refused(CredentialOrder _, DocumentRefused refusal) -> throw refusal;
        };
    }

    private void keep(Credential credential) {
        credentials.persistAndFlush(credential);
        statusLists.take(credential.statusEntry(), credential.institutionId());
        outbox.append(CredentialFacts.of(credential));
        issued.increment();
    }
}
