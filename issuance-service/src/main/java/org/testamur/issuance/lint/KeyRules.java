package org.testamur.issuance.lint;

import java.util.List;
import org.testamur.dataintegrity.did.VerificationMethod;
import org.testamur.issuance.key.IssuerKey;
import org.testamur.issuance.key.KeyState;

/** Checks whether a key may sign for an issuer now ({@link Fault.Rule#KEY}). */
final class KeyRules {

    private static final String PURPOSE = "assertionMethod";

    private KeyRules() {}

    static void check(SigningContext context, List<Fault> faults) {
        IssuerKey key = context.key();
        String issuer = context.issuerId();
        if (!key.id().startsWith(issuer + "#")) {
            refuse(faults, key, "is not a key of " + issuer);
        }
        if (key.state() != KeyState.ACTIVE) {
            refuse(faults, key, "is " + key.state().shown());
        }
        if (key.validFrom().isAfter(context.now())) {
            refuse(faults, key, "does not sign yet");
        }
        if (key.validUntil() != null && !key.validUntil().isAfter(context.now())) {
            refuse(faults, key, "signs no more");
        }
        context.published()
                .ifPresentOrElse(
                        method -> published(method, key, issuer, faults),
                        () -> refuse(faults, key, "is not in the DID document of its issuer"));
    }

    private static void published(VerificationMethod method, IssuerKey key, String issuer, List<Fault> faults) {
        if (!method.id().equals(key.id()) || !method.controller().equals(issuer)) {
            refuse(faults, key, "is published as a key of somebody else");
        }
        if (!method.publicKeyMultibase().equals(key.publicKeyMultibase())) {
            refuse(faults, key, "is published with another public key");
        }
        if (!method.purposes().contains(PURPOSE)) {
            refuse(faults, key, "is not published for " + PURPOSE);
        }
        if (method.revoked() != null) {
            refuse(faults, key, "is published as revoked");
        }
    }

    private static void refuse(List<Fault> faults, IssuerKey key, String why) {
        faults.add(new Fault("", Fault.Rule.KEY, "the key " + key.id() + " " + why));
    }
}
