package org.testamur.verification.check;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.testamur.dataintegrity.proof.Verification;
import org.testamur.dataintegrity.template.KnownDocuments;

/**
 * Remembers how credentials of achievements that were seen before are canonicalised, so that little more than their
 * signatures is left to verify. Only our own issuers teach it, with credentials that passed; the rest is always judged in
 * full, and so is what only looks like one that is known.
 */
@ApplicationScoped
class KnownCredentials {

    private static final Logger LOG = Logger.getLogger(KnownCredentials.class);

    private final KnownDocuments documents;
    private final Semaphore learning = new Semaphore(1);

    KnownCredentials(KnownDocuments documents) {
        this.documents = documents;
    }

    /** What the proof is worth, if the credential is known, and then it fits its schema; empty if it is not. */
    Optional<Verification> verify(CheckInput question, IssuerKeys keys) {
        return question.issuer() == null || !question.document().isPlain()
                ? Optional.empty()
                : documents.verify(
                        question.document().json(), keys, question.asOf().expectation());
    }

    /** Learns from a credential of an issuer of ours that passed, beside the request that it came with. */
    void learn(CheckInput question) {
        if (question.issuer() == null || !question.document().isPlain() || !learning.tryAcquire()) {
            return;
        }
        Thread.startVirtualThread(() -> {
            try {
                documents.learn(question.document().json());
            } catch (RuntimeException e) {
                LOG.warnf("a credential teaches nothing: %s", e.getClass().getSimpleName());
            } finally {
                learning.release();
            }
        });
    }
}
