package org.testamur.issuance.credential;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.platform.outbox.Outbox;

/** Makes, ends and finds credentials, each in the caller's transaction and each with its fact. */
@ApplicationScoped
@Startup
public class IssueCredential {

    private final Credentials credentials;
    private final SignCredentials signing;
    private final CredentialFacts facts;
    private final ChangeCredential change;
    private final UnkeptEntries unkept;
    private final Outbox outbox;
    private final Counter issued;

    IssueCredential(
            Credentials credentials,
            SignCredentials signing,
            CredentialFacts facts,
            ChangeCredential change,
            UnkeptEntries unkept,
            Outbox outbox,
            MeterRegistry metrics) {
        this.credentials = credentials;
        this.signing = signing;
        this.facts = facts;
        this.change = change;
        this.unkept = unkept;
        this.outbox = outbox;
        this.issued = Counter.builder("testamur.credentials.issued")
                .description("Credentials issued, those that supersede another included")
                .register(metrics);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Credential> find(UUID id) {
        return credentials.lock(id);
    }

    /** As it is, without holding it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Credential> read(UUID id) {
        return credentials.findByIdOptional(id);
    }

    /** Signs and keeps a new credential. */
    @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = DocumentRefused.class)
    public Credential issue(CredentialOrder order) throws DocumentRefused {
        Credential credential = sign(order);
        keep(credential);
        return credential;
    }

    /** Signs a corrected credential in the place of an old one. */
    @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = DocumentRefused.class)
    public Credential supersede(Credential old, CredentialOrder order) throws DocumentRefused {
        return supersede(old, order, Reason.of(ReasonCode.RESULT_CORRECTED));
    }

    /**
     * Signs a new credential in the place of an old one, which no longer counts from then on. What was suspended stays
     * so: issuing it anew decides nothing.
     */
    @Transactional(value = Transactional.TxType.MANDATORY, dontRollbackOn = DocumentRefused.class)
    public Credential supersede(Credential old, CredentialOrder order, Reason reason) throws DocumentRefused {
        Credential credential = sign(order.inPlaceOf(old.shown()));
        Optional<Reason> suspended = Optional.of(old)
                .filter(found -> found.state() == Credential.CredentialState.SUSPENDED)
                .flatMap(Credential::reasonCode)
                .map(Reason::of);
        change.supersede(old, credential.id(), reason);
        keep(credential);
        change.superseded(old, credential.id());
        suspended.ifPresent(why -> change.change(credential, ChangeKind.SUSPENSION, why));
        return credential;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    public void revoke(Credential credential, ReasonCode code) {
        change.change(credential, ChangeKind.REVOCATION, Reason.of(code));
    }

    private Credential sign(CredentialOrder order) throws DocumentRefused {
        return switch (signing.sign(List.of(order)).getFirst()) {
            case Signed.Ready(Credential credential, CredentialOrder _, StatusEntry _) -> credential;
            case Signed.RefusedOrder(CredentialOrder _, DocumentRefused refusal) -> throw refusal;
        };
    }

    private void keep(Credential credential) {
        credentials.persistAndFlush(credential);
        unkept.kept(List.of(credential));
        outbox.append(facts.of(credential));
        issued.increment();
    }
}
