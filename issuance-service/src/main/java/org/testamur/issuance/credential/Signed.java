package org.testamur.issuance.credential;

import java.util.List;
import org.testamur.issuance.signing.DocumentRefused;

/** What became of an order to sign a credential. */
public sealed interface Signed {

    CredentialOrder order();

    /** Signed, and nothing of it kept yet. */
    record Ready(Credential credential, CredentialOrder order) implements Signed {}

    /** Its document would not verify. */
    record Refused(CredentialOrder order, DocumentRefused refusal) implements Signed {

        public List<String> reasons() {
            return refusal.reasons();
        }
    }
}
