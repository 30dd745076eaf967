package org.testamur.verification.check;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.testamur.dataintegrity.bundled.PinnedDocuments;
import org.testamur.dataintegrity.bundled.PinnedSchemas;
import org.testamur.dataintegrity.jsonld.Canonicalizer;
import org.testamur.dataintegrity.key.Ed25519;
import org.testamur.dataintegrity.proof.ProofVerifier;
import org.testamur.dataintegrity.template.KnownDocuments;
import org.testamur.verification.VerificationConfig;

/** Makes the library's parts once: contexts and schemas are read and compiled at the start. */
final class DataIntegrity {

    @Produces
    @Singleton
    Canonicalizer canonicalizer() {
        return new Canonicalizer(PinnedDocuments.bundled());
    }

    @Produces
    @Singleton
    ProofVerifier verifier(Canonicalizer canonicalizer, Clock clock) {
        return new ProofVerifier(canonicalizer, Ed25519.fastest(), clock);
    }

    @Produces
    @Singleton
    KnownDocuments known(
            ProofVerifier verifier, Canonicalizer canonicalizer, PinnedSchemas schemas, VerificationConfig config) {
        return new KnownDocuments(verifier, canonicalizer, schemas, config.knownAchievements());
    }

    @Produces
    @Singleton
    PinnedSchemas schemas() {
        return PinnedSchemas.bundled();
    }
}
