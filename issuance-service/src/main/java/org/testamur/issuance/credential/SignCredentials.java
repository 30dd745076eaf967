package org.testamur.issuance.credential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.testamur.issuance.issuer.Issuer;
import org.testamur.issuance.signing.DocumentRefused;
import org.testamur.issuance.signing.DocumentSigner;
import org.testamur.issuance.signing.SigningKeys;
import org.testamur.issuance.status.StatusEntry;
import org.testamur.issuance.status.StatusLists;
import org.testamur.platform.consumer.TemporarilyUnavailable;

/**
 * Makes signed credentials of orders, on all processors at once. Nothing is kept: whoever asks does that, or lets them
 * go, which costs only their places in a status list. Next is {@link CredentialDocument}.
 */
@ApplicationScoped
public class SignCredentials {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    /** So that one thread which is held up leaves little undone. */
    private static final int SHARES_PER_PROCESSOR = 4;

    private final AwardIdentity identity;
    private final StatusLists statusLists;
    private final SigningKeys keys;
    private final DocumentSigner signer;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            PROCESSORS, Thread.ofPlatform().name("sign-", 1).daemon().factory());

    SignCredentials(AwardIdentity identity, StatusLists statusLists, SigningKeys keys, DocumentSigner signer) {
        this.identity = identity;
        this.statusLists = statusLists;
        this.keys = keys;
        this.signer = signer;
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    /**
     * Signs orders of one institution, within the caller's transaction or outside any; throws {@link
     * TemporarilyUnavailable} while nothing can be signed.
     *
     * @return one for each order, in their order
     */
    public List<Signed> sign(List<CredentialOrder> orders) {
        if (orders.isEmpty()) {
            return List.of();
        }
        Issuer issuer = orders.getFirst().issuer();
        SigningKeys.Active key = QuarkusTransaction.joiningExisting()
                .call(() -> keys.active(issuer.institutionId()))
                .orElseThrow(() -> new TemporarilyUnavailable(issuer.issuerId() + " has no key to sign with"));
        List<StatusEntry> places = statusLists.reserve(issuer, orders.size());
        if (orders.size() == 1) {
            return List.of(sign(orders.getFirst(), places.getFirst(), key));
        }
        int share = Math.max(1, orders.size() / (PROCESSORS * SHARES_PER_PROCESSOR));
        List<Callable<List<Signed>>> work = new ArrayList<>();
        for (int from = 0; from < orders.size(); from += share) {
            int first = from;
            int end = Math.min(orders.size(), from + share);
            work.add(() -> {
                List<Signed> signed = new ArrayList<>(end - first);
                for (int i = first; i < end; i++) {
                    signed.add(sign(orders.get(i), places.get(i), key));
                }
                return signed;
            });
        }
        return together(work);
    }

    private List<Signed> together(List<Callable<List<Signed>>> work) {
        try {
            List<Signed> all = new ArrayList<>();
            for (Future<List<Signed>> done : threads.invokeAll(work)) {
                all.addAll(done.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporarilyUnavailable("interrupted while signing", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TemporarilyUnavailable unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Signed sign(CredentialOrder order, StatusEntry place, SigningKeys.Active key) {
        UUID id = identity.credentialId(order.enrolmentId(), order.awardNumber());
        String url = order.issuer().baseUrl() + "/credentials/" + id;
        Validity validity = Validity.of(
                order.awardedOn(),
                order.achievement().validity(),
                order.issuer().timeZone());
        ObjectNode document = CredentialDocument.of(order, id, url, validity, place, identity);
        try {
            String text = signer.signBadge(document, key);
            return new Signed.Ready(
                    new Credential(id, url, order, validity, place, text)
                            .signedWith(key.key().id()),
                    order);
        } catch (DocumentRefused e) {
            return new Signed.Refused(order, e);
        }
    }
}
