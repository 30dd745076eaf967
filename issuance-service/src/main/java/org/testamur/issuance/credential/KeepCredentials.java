package org.testamur.issuance.credential;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.testamur.platform.outbox.Outbox;
import org.testamur.platform.sql.Sql;

/** Keeps many new credentials at once, each with its fact. */
@ApplicationScoped
@Startup
public class KeepCredentials {

    private final Sql sql;
    private final CredentialFacts facts;
    private final Outbox outbox;
    private final UnkeptEntries unkept;
    private final TransactionSynchronizationRegistry transaction;
    private final Counter issued;

    KeepCredentials(
            Sql sql,
            CredentialFacts facts,
            Outbox outbox,
            UnkeptEntries unkept,
            TransactionSynchronizationRegistry transaction,
            MeterRegistry metrics) {
        this.sql = sql;
        this.facts = facts;
        this.outbox = outbox;
        this.unkept = unkept;
        this.transaction = transaction;
        this.issued = Counter.builder("testamur.credentials.issued")
                .description("Credentials issued, those that supersede another included")
                .register(metrics);
    }

    /** In the transaction that is to keep some of these, before anything else of it: the places of the others come back. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void signed(Collection<Signed.Ready> signed) {
        unkept.watch(signed);
    }

    /** In the caller's transaction, which holds their awards. It fails if one of them is there already. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void keep(List<Signed.Ready> signed) {
        if (signed.isEmpty()) {
            return;
        }
        List<Credential> credentials = signed.stream()
                .map(Signed.Ready::credential)
                .sorted(Comparator.comparing(Credential::id))
                .toList();
        int kept = sql.list("""
                        insert into credential (id, institution_id, enrolment_id, learner_id, micro_credential_id,
                            micro_credential_version, award_number, state, awarded_on, awarded_at, issued_at,
                            valid_from, valid_until, url, status_list_id, status_list_url, status_list_index, content_digest,
                            document, key_id, revision)
                        select * from unnest(?::uuid[], ?::text[], ?::uuid[], ?::uuid[], ?::uuid[], ?::int[], ?::int[],
                            ?::text[], ?::date[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::timestamptz[],
                            ?::text[], ?::uuid[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                        on conflict do nothing returning id""", row -> row.getObject(1, UUID.class), Credential.columns(credentials))
                .size();
        if (kept != credentials.size()) {
            throw new IllegalStateException((credentials.size() - kept) + " of " + credentials.size()
                    + " credentials are there already, or count for their enrolment");
        }
        unkept.kept(credentials);
        outbox.appendAll(credentials.stream().map(facts::of).toList());
        countAfterCommit(kept);
    }

    private void countAfterCommit(int kept) {
        transaction.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    issued.increment(kept);
                }
            }
        });
    }
}
