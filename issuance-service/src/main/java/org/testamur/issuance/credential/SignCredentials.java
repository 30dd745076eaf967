package org.testamur.issuance.credential;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.testamur.issuance.badge.AwardIdentity;
import org.testamur.issuance.badge.CredentialOrder;
import org.testamur.issuance.badge.CredentialValues;
import org.testamur.issuance.badge.Validity;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.key.SigningKeys;
import org.testamur.issuance.signing.SigningThreads;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusLists;
import org.testamur.platform.problem.TemporarilyUnavailable;
import org.testamur.platform.tracing.TraceSpan;
import org.testamur.platform.tracing.Traces;

/**
 * Signs credentials for orders, on all processors in parallel. It stores nothing. The caller stores the credentials or
 * drops them; the status list indexes of dropped credentials are assigned again. Next is {@link SignChunk}.
 */
@ApplicationScoped
public class SignCredentials {

    private static final Logger LOG = Logger.getLogger(SignCredentials.class);

    private final AwardIdentity identity;
    private final StatusLists statusLists;
    private final SigningKeys keys;
    private final SignChunk chunks;
    private final UnkeptEntries unkept;
    private final SigningThreads threads;
    private final Traces traces;

    SignCredentials(
            AwardIdentity identity,
            StatusLists statusLists,
            SigningKeys keys,
            SignChunk chunks,
            UnkeptEntries unkept,
            SigningThreads threads,
            Traces traces) {
        this.identity = identity;
        this.statusLists = statusLists;
        this.keys = keys;
        this.chunks = chunks;
        this.unkept = unkept;
        this.threads = threads;
        this.traces = traces;
    }

    /**
     * Reserves, before a transaction in which so many are signed, places in a status list where a key is there: else the
     * transaction would wait for a second connection with one in hand. What is not there just now, {@link #sign} says.
     */
    public void ready(UUID institution, int count) {
        try {
            if (keys.active(institution).isPresent()) {
                statusLists.ready(institution, count);
            }
        } catch (TemporarilyUnavailable e) {
            LOG.debugf("nothing can be signed for the institution %s: %s", institution, e.getMessage());
        }
    }

    /**
     * Signs orders of one institution, within the caller's transaction or outside any; throws
     * {@link TemporarilyUnavailable} while nothing can be signed. Outside any, the caller passes all signed credentials
     * to the transaction that stores them ({@link KeepCredentials#signed}), so that no status list index is lost.
     *
     * @return one for each order, in their order
     */
    public List<Signed> sign(List<CredentialOrder> orders) {
        if (orders.isEmpty()) {
            return List.of();
        }
        TraceSpan span = traces.within("sign credentials");
        span.attribute("testamur.credentials", orders.size());
        return span.call(() -> signAll(orders));
    }

    private List<Signed> signAll(List<CredentialOrder> orders) {
        Issuer issuer = orders.getFirst().issuer();
        UUID institution = issuer.institutionId();
        SigningKeys.Active key = (unkept.isInTransaction() ? keys.activeWithin(institution) : keys.active(institution))
                .orElseThrow(() -> new TemporarilyUnavailable(issuer.issuerId() + " has no key to sign with"));
        List<StatusEntry> places = statusLists.reserve(issuer, orders.size());
        List<CredentialValues> wanted = new ArrayList<>(orders.size());
        for (int i = 0; i < orders.size(); i++) {
            wanted.add(values(orders.get(i), places.get(i), unkept.take(places.get(i))));
        }
        List<Signed> signed;
        try {
            signed = threads.inChunks(key.backend(), wanted, chunk -> chunks.sign(chunk, key));
        } catch (RuntimeException e) {
            giveBack(wanted, issuer);
            throw e;
        }
        if (unkept.isInTransaction()) {
            unkept.watch(signed.stream()
                    .filter(Signed.Ready.class::isInstance)
                    .map(Signed.Ready.class::cast)
                    .toList());
        }
        giveBack(
                IntStream.range(0, signed.size())
                        .filter(i -> signed.get(i) instanceof Signed.RefusedOrder)
                        .mapToObj(wanted::get)
                        .toList(),
                issuer);
        return signed;
    }

    /** But for a place that was used before, if there should ever be one. */
    private void giveBack(List<CredentialValues> unsigned, Issuer issuer) {
        unkept.giveBack(
                issuer.institutionId(),
                unsigned.stream()
                        .filter(CredentialValues::free)
                        .map(CredentialValues::status)
                        .toList());
    }

    private CredentialValues values(CredentialOrder order, StatusEntry place, boolean free) {
        UUID id = identity.credentialId(order.enrolmentId(), order.awardNumber());
        return new CredentialValues(
                order,
                id,
                order.issuer().baseUrl() + "/credentials/" + id,
                Validity.of(
                        order.awardedOn(),
                        order.achievement().validity(),
                        order.issuer().timeZone()),
                place,
                identity,
                free);
    }
}
